package io.understudy.training.queue;

import io.understudy.training.RunId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The order in which waiting runs start: first those that an admin gave a place, then those whose worker died under
 * them, then one run of each person in turn, beginning with the person who has waited longest for a start.
 */
public final class FairQueue {
    /**
     * A run that waits.
     *
     * @param interrupted it was running already and lost its worker
     * @param pin the place that an admin gave it; null while it waits in the fair order
     */
    public record Waiting(
            RunId run,
            long number,
            UUID person,
            Instant queuedAt,
            boolean interrupted,
            @Nullable Integer pin) {}

    private static final int PINNED = -2;
    private static final int INTERRUPTED = -1;
    private static final Comparator<Waiting> BY_AGE =
            Comparator.comparing(Waiting::queuedAt).thenComparingLong(Waiting::number);

    private record Turn(Waiting waiting, int round, int pin, Instant lastStart) {}

    private FairQueue() {}

    /** @param lastStarts when each person last had a run started; persons who never had one are missing */
    static List<Waiting> order(List<Waiting> waiting, Map<UUID, Instant> lastStarts) {
        Map<UUID, Integer> rounds = new HashMap<>();
        return waiting.stream()
                .sorted(BY_AGE)
                .map(run -> turn(run, rounds, lastStarts.getOrDefault(run.person(), Instant.EPOCH)))
                .sorted(Comparator.comparingInt(Turn::round)
                        .thenComparingInt(Turn::pin)
                        .thenComparing(Turn::lastStart)
                        .thenComparing(Turn::waiting, BY_AGE))
                .map(Turn::waiting)
                .toList();
    }

    private static Turn turn(Waiting run, Map<UUID, Integer> rounds, Instant lastStart) {
        Integer pin = run.pin();
        if (pin != null) {
            return new Turn(run, PINNED, pin, lastStart);
        }
        return new Turn(
                run, run.interrupted() ? INTERRUPTED : rounds.merge(run.person(), 1, Integer::sum), 0, lastStart);
    }
}
