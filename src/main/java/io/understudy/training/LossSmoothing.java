package io.understudy.training;

import org.jspecify.annotations.Nullable;

/**
 * The moving average of the loss that every place shows. It is computed once, when a reading is written, and kept with
 * the point, so that pages, lists, comparisons, exports and charts have the same number.
 */
public final class LossSmoothing {
    /** Weight of what came before, for each step: of 100 steps the last 20 or so carry the weight. */
    public static final double WEIGHT = 0.95;

    public static final String WORDS = "Moving average over the steps, smoothing 0.95";

    private LossSmoothing() {}

    /**
     * The average after one more reading, without the pull towards zero at the beginning. A reading stands for all steps
     * since the one before.
     *
     * @param before the average at {@code step}; null before the first reading
     * @param next the step of the reading
     */
    public static double next(@Nullable Double before, int step, double loss, int next) {
        if (before == null) {
            return loss;
        }
        double kept = Math.pow(WEIGHT, Math.max(1, next - step));
        double known = 1 - Math.pow(WEIGHT, step);
        double sum = kept * known * before + (1 - kept) * loss;
        return sum / (kept * known + 1 - kept);
    }
}
