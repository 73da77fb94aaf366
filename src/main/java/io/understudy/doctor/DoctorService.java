package io.understudy.doctor;

import io.understudy.characters.CharacterService;
import io.understudy.identity.MembersOnly;
import io.understudy.platform.jobs.BackgroundThreads;
import io.understudy.training.RunDetails;
import io.understudy.training.runs.RunService;
import io.understudy.versions.VersionService;
import jakarta.annotation.PreDestroy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;
import org.springframework.stereotype.Service;

@Service
@MembersOnly
public class DoctorService {
    private static final int AT_ONCE = 2;

    private final RunService runs;
    private final VersionService versions;
    private final CharacterService characters;
    private final FactReader facts;
    private final GeneratedPictures drawn;
    private final ExecutorService background = BackgroundThreads.fixed("doctor-", AT_ONCE);

    DoctorService(
            RunService runs,
            VersionService versions,
            CharacterService characters,
            FactReader facts,
            GeneratedPictures drawn) {
        this.runs = runs;
        this.versions = versions;
        this.characters = characters;
        this.facts = facts;
        this.drawn = drawn;
    }

    public DiagnosisSubject patient(long number) {
        RunDetails run = runs.byNumber(number);
        return new DiagnosisSubject(
                run, characters.get(run.character()), versions.ofRun(run.id()).orElse(null));
    }

    /** Everything but the generated pictures, which are pending if there are any; completes within a moment. */
    public CompletableFuture<CaseFacts> examine(DiagnosisSubject patient) {
        return inBackground(() -> facts.of(patient, drawn.announced(patient)));
    }

    /** Measures what the LoRA generated: a fifth of a second for each picture that was not measured before. */
    public CompletableFuture<GeneratedFacts> look(DiagnosisSubject patient) {
        return inBackground(() -> drawn.measure(patient)).thenCompose(measured -> measured);
    }

    /** Facts are read in the name of the person who asks for them. */
    private <T> CompletableFuture<T> inBackground(Supplier<T> work) {
        return CompletableFuture.supplyAsync(
                work, command -> background.execute(new DelegatingSecurityContextRunnable(command)));
    }

    @PreDestroy
    void stop() {
        background.shutdownNow();
    }
}
