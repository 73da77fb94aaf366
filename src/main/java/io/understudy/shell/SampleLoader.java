package io.understudy.shell;

import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.SampleCharacterProvider;
import io.understudy.platform.jobs.BackgroundThreads;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Loads the sample character in the background, once at a time, for any number of pages. */
@Component
class SampleLoader {
    private final SampleCharacterProvider sample;
    private final CharacterService characters;
    private @Nullable CompletableFuture<CharacterSummary> running;
    private CompletableFuture<Void> settled = CompletableFuture.completedFuture(null);

    SampleLoader(SampleCharacterProvider sample, CharacterService characters) {
        this.sample = sample;
        this.characters = characters;
    }

    synchronized void start() {
        if (inProgress().isEmpty()) {
            CompletableFuture<CharacterSummary> loading = new CompletableFuture<>();
            running = loading;
            CompletableFuture<Void> told = new CompletableFuture<>();
            settled = told;
            BackgroundThreads.startAsCaller("sample-character", () -> {
                loading.completeAsync(() -> characters.get(sample.load()), Runnable::run);
                told.complete(null);
            });
        }
    }

    synchronized Optional<CompletableFuture<CharacterSummary>> inProgress() {
        return Optional.ofNullable(running).filter(loading -> !loading.isDone());
    }

    /** Completes when it is over and the pages that follow it were notified. */
    synchronized CompletableFuture<Void> settled() {
        return settled;
    }
}
