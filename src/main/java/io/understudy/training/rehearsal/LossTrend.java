package io.understudy.training.rehearsal;

import java.util.List;
import java.util.Locale;

/**
 * Whether the loss fell: the mean of the first third of the steps against that of the last. Single losses jump with the
 * noise level that a step happens to draw; means of a handful do much less.
 */
record LossTrend(double first, double last, int steps) {
    private static final int LEAST_STEPS = 6;

    static LossTrend of(List<Double> losses) {
        int third = Math.max(1, losses.size() / 3);
        return new LossTrend(
                mean(losses.subList(0, Math.min(third, losses.size()))),
                mean(losses.subList(Math.max(0, losses.size() - third), losses.size())),
                losses.size());
    }

    RehearsalFinding line() {
        boolean falls = steps >= LEAST_STEPS && last < first;
        String numbers = String.format(Locale.ROOT, "%.4f at first, %.4f after %d steps", first, last, steps);
        return new RehearsalFinding(
                RehearsalCheck.LOSS,
                falls,
                falls
                        ? numbers
                        : numbers
                                + ". Look at the learning rate: too low learns nothing in this time, too high jumps.");
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }
}
