package io.understudy.api.runs;

import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * @param step 1 for the first
 * @param learningRate that of the run where it is left out
 * @param seconds spent training so far; since the start was reported where it is left out
 */
record ReportedPoint(
        @NotNull Integer step,
        @NotNull Double loss,
        @Nullable Double learningRate,
        @Nullable Double seconds) {}
