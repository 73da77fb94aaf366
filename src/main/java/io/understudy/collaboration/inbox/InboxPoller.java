package io.understudy.collaboration.inbox;

import io.understudy.platform.jobs.PollingLoop;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Polls every two seconds for inboxes that other nodes changed, as long as a page of this node shows one. */
@Component
class InboxPoller implements SmartLifecycle {
    private static final Duration EVERY = Duration.ofSeconds(2);
    /** Clocks of nodes differ a little, and a transaction is seen only when it is committed. */
    private static final Duration OVERLAP = Duration.ofSeconds(10);

    private final InboxRepository repository;
    private final InboxSignals signals;
    private final Clock clock;
    private final boolean enabled;
    private final PollingLoop polling = new PollingLoop("inbox-poller", EVERY, this::beat);

    InboxPoller(
            InboxRepository repository,
            InboxSignals signals,
            Clock clock,
            @Value("${db-scheduler.enabled:true}") boolean enabled) {
        this.repository = repository;
        this.signals = signals;
        this.clock = clock;
        this.enabled = enabled;
    }

    void beat() {
        if (signals.hasListeners()) {
            signals.touched(repository.touchedSince(clock.instant().minus(OVERLAP)));
        }
    }

    @Override
    public void start() {
        if (enabled) {
            polling.start();
        }
    }

    @Override
    public void stop() {
        polling.stop();
    }

    @Override
    public boolean isRunning() {
        return polling.isRunning();
    }
}
