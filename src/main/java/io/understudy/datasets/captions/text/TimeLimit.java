package io.understudy.datasets.captions.text;

import io.understudy.platform.core.DomainException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

public final class TimeLimit {
    private final Clock clock;
    private final Instant end;
    private final Duration limit;

    public TimeLimit(Clock clock, Duration limit) {
        this.clock = clock;
        this.limit = limit;
        this.end = clock.instant().plus(limit);
    }

    /**
     * To be asked between two pieces of work.
     *
     * @throws DomainException.RuleViolation when the time is over
     */
    public void require() {
        if (clock.instant().isAfter(end)) {
            throw DomainException.RuleViolation.in(
                    "find",
                    "This took longer than " + limit.toSeconds()
                            + " s, so nothing was changed: make the expression simpler.");
        }
    }
}
