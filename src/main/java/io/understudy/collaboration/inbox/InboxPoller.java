package io.understudy.collaboration.inbox;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Polls every two seconds for inboxes that other nodes changed, as long as a page of this node shows one. */
@Component
class InboxPoller implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(InboxPoller.class);
    private static final long SECONDS = 2;
    /** Clocks of nodes differ a little, and a transaction is seen only when it is committed. */
    private static final Duration OVERLAP = Duration.ofSeconds(10);

    private final InboxRepository repository;
    private final InboxSignals signals;
    private final Clock clock;
    private final boolean enabled;
    private @Nullable ScheduledExecutorService beats;

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
    public synchronized void start() {
        if (enabled && beats == null) {
            ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("inbox-poller").daemon().factory());
            started.scheduleWithFixedDelay(this::safely, SECONDS, SECONDS, TimeUnit.SECONDS);
            beats = started;
        }
    }

    private void safely() {
        try {
            beat();
        } catch (RuntimeException problem) {
            log.warn("Could not read the inboxes that other nodes changed; trying again in a moment", problem);
        }
    }

    @Override
    public synchronized void stop() {
        if (beats != null) {
            beats.shutdown();
            beats = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return beats != null;
    }
}
