package io.understudy.api.runs;

import io.understudy.billing.CostEstimate;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.BackendChoice;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a launch would do.
 *
 * @param free whether the run costs nothing
 * @param cost US dollars that its maximumCost has to cover; null when it is free, or no price is known
 * @param awaitsApproval whether an admin decides about it first, because of what it may cost
 * @param seconds that it is likely to take
 * @param pictures of the dataset that count at present
 */
record RunEstimate(
        String backend,
        boolean free,
        @Nullable BigDecimal cost,
        boolean awaitsApproval,
        long seconds,
        int pictures,
        RunSettings settings) {
    static RunEstimate of(
            BackendChoice backend, CostEstimate cost, Duration takes, int pictures, TrainingSettings settings) {
        return new RunEstimate(
                backend.id(),
                cost.free(),
                cost.free() ? null : cost.amount(),
                cost.needsRelease(),
                takes.toSeconds(),
                pictures,
                RunSettings.of(settings));
    }
}
