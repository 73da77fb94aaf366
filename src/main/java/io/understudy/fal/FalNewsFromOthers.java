package io.understudy.fal;

import io.understudy.shared.Heartbeat;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Receives messages that fal sent to another node than the one that waits for the request. While someone here waits,
 * it costs one small query a second; else nothing.
 */
@Component
class FalNewsFromOthers implements SmartLifecycle {
    private final FalNews news;
    private final FalMessageRows rows;
    private final boolean enabled;
    private final Heartbeat heartbeat = new Heartbeat("fal-news", this::listen);

    FalNewsFromOthers(
            FalNews news,
            FalMessageRows rows,
            @Value("${understudy.training.worker:${db-scheduler.enabled:true}}") boolean enabled) {
        this.news = news;
        this.rows = rows;
        this.enabled = enabled;
    }

    void listen() {
        rows.heardAmong(news.awaited()).forEach(news::heard);
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
