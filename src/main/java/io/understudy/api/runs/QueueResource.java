package io.understudy.api.runs;

import io.swagger.v3.oas.annotations.media.Schema;
import io.understudy.characters.CharacterId;
import io.understudy.platform.core.PauseNote;
import io.understudy.training.RunSummary;
import io.understudy.training.queue.BackendQueue;
import io.understudy.training.queue.QueuedRun;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The queue of a backend.
 *
 * @param pausedBy null while runs may start
 * @param pauseReason may be empty; null while runs may start
 * @param concurrency how many runs may be worked on at the same time
 * @param waiting the first of those that wait, in the order in which they start
 * @param allWaiting how many wait in all
 */
@Schema(name = "Queue")
record QueueResource(
        String backend,
        String name,
        boolean paused,
        @Nullable String pausedBy,
        @Nullable String pauseReason,
        int concurrency,
        List<RunLine> working,
        List<Waiting> waiting,
        int allWaiting) {
    /** @param place 1 for the next one to start */
    @Schema(name = "WaitingRun")
    record Waiting(int place, Instant since, RunLine run) {
        private static Waiting of(QueuedRun waiting, Function<CharacterId, String> slugs) {
            return new Waiting(waiting.place(), waiting.since(), line(waiting.run(), slugs));
        }
    }

    /** @param slugs of the characters of its runs */
    static QueueResource of(BackendQueue queue, Function<CharacterId, String> slugs) {
        PauseNote pause = queue.pause();
        return new QueueResource(
                queue.backend(),
                queue.name(),
                pause != null,
                pause == null ? null : pause.by(),
                pause == null ? null : pause.reason(),
                queue.concurrency(),
                queue.working().stream().map(run -> line(run, slugs)).toList(),
                queue.waiting().stream().map(run -> Waiting.of(run, slugs)).toList(),
                queue.allWaiting());
    }

    private static RunLine line(RunSummary run, Function<CharacterId, String> slugs) {
        return RunLine.of(run, slugs.apply(run.character()));
    }
}
