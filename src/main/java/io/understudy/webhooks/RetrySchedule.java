package io.understudy.webhooks;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** When a message is tried again: ten times within a little more than three days. */
final class RetrySchedule {
    static final Duration FIRST = Duration.ofSeconds(5);

    private static final List<Duration> PAUSES = List.of(
            FIRST,
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    /** A pause is up to a tenth longer, so that what failed together is not tried again together. */
    private static final int MOST_LONGER = 10;

    private RetrySchedule() {}

    /**
     * @param attempts that were made; empty when they were all
     * @param event says how much longer than others this one waits, at random as ids are
     */
    static Optional<Duration> after(int attempts, UUID event) {
        return attempts > PAUSES.size()
                ? Optional.empty()
                : Optional.of(PAUSES.get(attempts - 1)).map(pause -> pause.plus(longer(pause, event)));
    }

    private static Duration longer(Duration pause, UUID event) {
        long most = pause.dividedBy(MOST_LONGER).toMillis();
        return Duration.ofMillis(Math.floorMod(event.hashCode(), most + 1));
    }
}
