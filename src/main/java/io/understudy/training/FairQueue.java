package io.understudy.training;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The order in which waiting runs start: first those whose worker died under them, then one run of each person in turn,
 * beginning with whoever had a start the longest time ago.
 */
final class FairQueue {
    /**
     * A run that waits.
     *
     * @param interrupted it was running already and lost its worker
     */
    record Waiting(RunId run, long number, UUID person, Instant queuedAt, boolean interrupted) {}

    private static final Comparator<Waiting> BY_AGE =
            Comparator.comparing(Waiting::queuedAt).thenComparingLong(Waiting::number);

    private record Turn(Waiting waiting, int round, Instant lastStart) {}

    private FairQueue() {}

    /** @param lastStarts when each person last had a run started; persons who never had one are missing */
    static List<Waiting> order(List<Waiting> waiting, Map<UUID, Instant> lastStarts) {
        Map<UUID, Integer> rounds = new HashMap<>();
        return waiting.stream()
                .sorted(BY_AGE)
                .map(run -> new Turn(
                        run,
                        run.interrupted() ? -1 : rounds.merge(run.person(), 1, Integer::sum),
                        lastStarts.getOrDefault(run.person(), Instant.EPOCH)))
                .sorted(Comparator.comparingInt(Turn::round)
                        .thenComparing(Turn::lastStart)
                        .thenComparing(Turn::waiting, BY_AGE))
                .map(Turn::waiting)
                .toList();
    }
}
