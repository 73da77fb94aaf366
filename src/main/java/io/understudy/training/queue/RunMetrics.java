package io.understudy.training.queue;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.understudy.platform.metrics.SampledMetrics;
import io.understudy.training.RunState;
import io.understudy.training.queue.QueueRepository.QueueFigures;
import io.understudy.training.runs.RunChanged;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Runs in figures: those that are not over from the database, the ends of the others as this node sees them. */
@Component
class RunMetrics implements SampledMetrics {
    private final QueueRepository repository;
    private final Map<RunState, Counter> ended = new EnumMap<>(RunState.class);
    private final Clock clock;
    private final MultiGauge runs;
    private final MultiGauge waits;
    private final MultiGauge speeds;

    RunMetrics(QueueRepository repository, MeterRegistry meters, Clock clock) {
        this.repository = repository;
        this.clock = clock;
        this.runs = MultiGauge.builder("understudy.runs")
                .description("Runs that are not over")
                .register(meters);
        this.waits = MultiGauge.builder("understudy.queue.wait")
                .description("How long the run that was queued first has waited")
                .baseUnit("seconds")
                .register(meters);
        this.speeds = MultiGauge.builder("understudy.training.steps.per.second")
                .description("Steps per second of all runs that train")
                .register(meters);
        Arrays.stream(RunState.values())
                .filter(RunState::isOver)
                .forEach(state -> ended.put(
                        state,
                        Counter.builder("understudy.runs.ended")
                                .tag("state", word(state))
                                .description("Runs that ended on this node")
                                .register(meters)));
    }

    @TransactionalEventListener
    void changed(RunChanged change) {
        RunState state = change.progress().state();
        if (change.moved() && state.isOver()) {
            Objects.requireNonNull(ended.get(state)).increment();
        }
    }

    @Override
    public void sample() {
        List<QueueFigures> figures = repository.figures();
        runs.register(rows(figures, QueueFigures::runs, true), true);
        waits.register(
                rows(
                        figures.stream()
                                .filter(each -> each.state() == RunState.QUEUED)
                                .toList(),
                        each -> Duration.between(each.oldest(), clock.instant()).toSeconds(),
                        false),
                true);
        speeds.register(
                rows(
                        figures.stream()
                                .filter(each -> each.state() == RunState.RUNNING)
                                .toList(),
                        QueueFigures::stepsPerSecond,
                        false),
                true);
    }

    private static List<Row<?>> rows(
            List<QueueFigures> figures, Function<QueueFigures, ? extends Number> value, boolean byState) {
        return figures.stream()
                .<Row<?>>map(each -> {
                    Tags backend = Tags.of("backend", each.backend());
                    return Row.of(byState ? backend.and("state", word(each.state())) : backend, value.apply(each));
                })
                .toList();
    }

    private static String word(RunState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
