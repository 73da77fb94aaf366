package io.understudy.api.runs;

import io.understudy.training.RunDetails;
import io.understudy.training.backends.api.MetricReading;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** What was measured at some steps of a run that is trained elsewhere. */
record ReportedMetrics(@NotNull List<@Valid @NotNull ReportedPoint> points) {
    List<MetricReading> readings(RunDetails run, Instant now) {
        Instant begun = Objects.requireNonNullElse(run.startedAt(), now);
        double seconds = Duration.between(begun, now).toMillis() / 1000.0;
        return points.stream()
                .map(point -> new MetricReading(
                        point.step(),
                        point.loss(),
                        Objects.requireNonNullElse(
                                point.learningRate(), run.parameters().learningRate()),
                        Objects.requireNonNullElse(point.seconds(), Math.max(0, seconds))))
                .toList();
    }
}
