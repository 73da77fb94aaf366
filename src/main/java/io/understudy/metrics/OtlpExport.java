package io.understudy.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.registry.otlp.OtlpConfig;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Sends the figures to a collector of OpenTelemetry. Not by a registry that is a bean: the build works the beans out, and whether
 * figures are sent is known at the start only.
 */
@Component
class OtlpExport {
    private final MeterRegistry figures;
    private final OtlpProperties properties;
    private @Nullable MeterRegistry sent;

    OtlpExport(MeterRegistry figures, OtlpProperties properties) {
        this.figures = figures;
        this.properties = properties;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        if (properties.isOn()) {
            MeterRegistry registry = new OtlpMeterRegistry(config(), Clock.SYSTEM);
            sent = registry;
            figures.config()
                    .onMeterAdded(meter -> copy(meter, registry))
                    .onMeterRemoved(meter -> registry.remove(meter.getId()));
            figures.getMeters().forEach(meter -> copy(meter, registry));
        }
    }

    /** The last figures are sent at the end, too. */
    @PreDestroy
    void stop() {
        if (sent != null) {
            sent.close();
        }
    }

    /** A view of a figure: it is counted once, wherever it is read. */
    private static void copy(Meter meter, MeterRegistry to) {
        Meter.Id id = meter.getId();
        meter.use(
                gauge -> gauge(id, gauge, Gauge::value, to),
                counter -> counter(id, counter, Counter::count, to),
                timer -> FunctionTimer.builder(
                                id.getName(),
                                timer,
                                Timer::count,
                                one -> one.totalTime(TimeUnit.NANOSECONDS),
                                TimeUnit.NANOSECONDS)
                        .tags(id.getTags())
                        .register(to),
                summary -> counter(id, summary, DistributionSummary::totalAmount, to),
                tasks -> gauge(id, tasks, LongTaskTimer::activeTasks, to),
                gauge -> gauge(id, gauge, Gauge::value, to),
                counter -> counter(id, counter, FunctionCounter::count, to),
                timer -> FunctionTimer.builder(
                                id.getName(),
                                timer,
                                one -> (long) one.count(),
                                one -> one.totalTime(TimeUnit.NANOSECONDS),
                                TimeUnit.NANOSECONDS)
                        .tags(id.getTags())
                        .register(to),
                other -> {});
    }

    private static <T> void gauge(Meter.Id id, T source, ToDoubleFunction<T> value, MeterRegistry to) {
        Gauge.builder(id.getName(), source, value).tags(id.getTags()).register(to);
    }

    private static <T> void counter(Meter.Id id, T source, ToDoubleFunction<T> count, MeterRegistry to) {
        FunctionCounter.builder(id.getName(), source, count).tags(id.getTags()).register(to);
    }

    private OtlpConfig config() {
        return new OtlpConfig() {
            @Override
            public @Nullable String get(String key) {
                return null;
            }

            @Override
            public String url() {
                return properties.url();
            }

            @Override
            public Map<String, String> headers() {
                return properties.headers();
            }

            @Override
            public Map<String, String> resourceAttributes() {
                return Map.of("service.name", "understudy");
            }

            @Override
            public Duration step() {
                return properties.every();
            }
        };
    }
}
