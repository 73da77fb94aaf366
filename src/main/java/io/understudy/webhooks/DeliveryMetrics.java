package io.understudy.webhooks;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.understudy.platform.metrics.SampledMetrics;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

@Component
class DeliveryMetrics implements SampledMetrics {
    private final DeliveryQueries deliveries;
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong failing = new AtomicLong();

    DeliveryMetrics(DeliveryQueries deliveries, MeterRegistry meters) {
        this.deliveries = deliveries;
        Gauge.builder("understudy.webhook.waiting", waiting, AtomicLong::get)
                .description("Messages that wait to be sent, or to be tried again")
                .register(meters);
        Gauge.builder("understudy.webhook.failing", failing, AtomicLong::get)
                .description("Webhooks whose last message could not be delivered")
                .register(meters);
    }

    @Override
    public void sample() {
        waiting.set(deliveries.waiting());
        failing.set(deliveries.failingSince().size());
    }
}
