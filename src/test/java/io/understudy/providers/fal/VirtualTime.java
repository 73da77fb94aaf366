package io.understudy.providers.fal;

import io.understudy.support.SettableClock;
import java.time.Duration;

/** Time that passes where someone would wait, and at once. */
public final class VirtualTime {
    private final SettableClock clock = new SettableClock();
    private final FalRequestMonitor monitor = new FalRequestMonitor((bell, most) -> clock.advance(most));
    private Duration waited = Duration.ZERO;

    public SettableClock clock() {
        return clock;
    }

    public FalRequestMonitor monitor() {
        return monitor;
    }

    /** Waits of calls that are made again. */
    public void pause(Duration time) {
        waited = waited.plus(time);
        clock.advance(time);
    }

    public Duration waited() {
        return waited;
    }

    /** The usual patience, in time of this kind. */
    public static FalProperties patient(FakeFal fal) {
        return patient(fal, Duration.ofHours(1));
    }

    /** @param giveUpAfter how long fal may say nothing of use */
    public static FalProperties patient(FakeFal fal, Duration giveUpAfter) {
        FalProperties fast = fal.properties();
        return new FalProperties(
                fast.queueUrl(),
                fast.restUrl(),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                giveUpAfter,
                fast.partsAbove(),
                fast.partSize());
    }
}
