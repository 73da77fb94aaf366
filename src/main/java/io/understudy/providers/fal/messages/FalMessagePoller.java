package io.understudy.providers.fal.messages;

import io.understudy.platform.jobs.PollingLoop;
import io.understudy.providers.fal.FalRequestMonitor;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Receives messages that fal sent to another node than the one that waits for the request. While someone here waits,
 * it costs one small query a second; else nothing.
 */
@Component
class FalMessagePoller implements SmartLifecycle {
    private final FalRequestMonitor monitor;
    private final FalMessageRepository repository;
    private final boolean enabled;
    private final PollingLoop heartbeat = new PollingLoop("fal-message-poller", this::listen);

    FalMessagePoller(
            FalRequestMonitor monitor,
            FalMessageRepository repository,
            @Value("${understudy.training.worker:${db-scheduler.enabled:true}}") boolean enabled) {
        this.monitor = monitor;
        this.repository = repository;
        this.enabled = enabled;
    }

    void listen() {
        repository.heardAmong(monitor.watched()).forEach(monitor::ended);
    }

    @Override
    public void start() {
        if (enabled) {
            heartbeat.start();
        }
    }

    @Override
    public void stop() {
        heartbeat.stop();
    }

    @Override
    public boolean isRunning() {
        return heartbeat.isRunning();
    }
}
