package io.understudy.datasets;

import io.understudy.shared.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

final class TimeLimit {
    private final Clock clock;
    private final Instant end;
    private final Duration limit;

    TimeLimit(Clock clock, Duration limit) {
        this.clock = clock;
        this.limit = limit;
        this.end = clock.instant().plus(limit);
    }

    /**
     * To be asked between two pieces of work.
     *
     * @throws Refusal.RuleBroken when the time is over
     */
    void require() {
        if (clock.instant().isAfter(end)) {
            throw Refusal.RuleBroken.in(
                    "find",
                    "This took longer than " + limit.toSeconds()
                            + " s, so nothing was changed: make the expression simpler.");
        }
    }
}
