package io.understudy.metrics;

import io.understudy.platform.core.RunAs;
import io.understudy.platform.jobs.PollingLoop;
import io.understudy.platform.metrics.SampledMetrics;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Takes figures that need a query every fifteen seconds, however often they are read; takes none while they are neither shown nor sent. */
@Component
class MetricsSampler {
    private static final Duration EVERY = Duration.ofSeconds(15);

    private final List<SampledMetrics> metrics;
    private final boolean enabled;
    private final PollingLoop samples = new PollingLoop("metrics", EVERY, this::sample);

    MetricsSampler(
            List<SampledMetrics> metrics,
            MetricsProperties properties,
            OtlpProperties otlp,
            @Value("${db-scheduler.enabled:true}") boolean enabled) {
        this.metrics = List.copyOf(metrics);
        this.enabled = enabled && (properties.isOn() || otlp.isOn());
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        if (enabled) {
            samples.start();
            samples.soon(this::sample);
        }
    }

    @PreDestroy
    void stop() {
        samples.stop();
    }

    void sample() {
        metrics.forEach(each -> samples.safely(() -> RunAs.run(each::sample)));
    }
}
