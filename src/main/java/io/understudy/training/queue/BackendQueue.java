package io.understudy.training.queue;

import io.understudy.platform.core.PauseNote;
import io.understudy.training.RunSummary;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The queue of one backend as screens show it.
 *
 * @param name of the backend as people know it
 * @param remote whether its runs are computed elsewhere: then the limit counts for all servers together, else for each
 * @param concurrency how many runs may be worked on at the same time
 * @param pause null while waiting runs may start
 * @param closed why the backend itself starts nothing, in a sentence; null while waiting runs may start
 * @param silentSince since when it does not answer; null where it does
 * @param working the runs that are worked on
 * @param waiting one page of those that wait, in the order in which they start
 * @param page counted from 0
 * @param listed how many the pages hold: all that wait, or those that match a search
 * @param allWaiting how many wait in all
 */
public record BackendQueue(
        String backend,
        String name,
        boolean remote,
        int concurrency,
        @Nullable PauseNote pause,
        @Nullable String closed,
        @Nullable Instant silentSince,
        List<RunSummary> working,
        List<QueuedRun> waiting,
        int page,
        int listed,
        int allWaiting) {
    public BackendQueue {
        working = List.copyOf(working);
        waiting = List.copyOf(waiting);
    }

    public boolean paused() {
        return pause != null;
    }

    public BackendQueue withoutRuns() {
        return new BackendQueue(
                backend,
                name,
                remote,
                concurrency,
                pause,
                closed,
                silentSince,
                List.of(),
                List.of(),
                page,
                listed,
                allWaiting);
    }
}
