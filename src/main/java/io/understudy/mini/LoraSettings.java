package io.understudy.mini;

/**
 * Parameters of a run, in the units of the training guide. The resolution is the model's own and therefore no setting.
 *
 * @param steps             optimiser steps, 1 to 20000
 * @param learningRate      as for FLUX, for example 1e-4; the miniature multiplies it by {@link #LEARNING_RATE_FACTOR}
 * @param rank              inner width of the pairs, 1 to 64
 * @param alpha             the pairs' sum is multiplied by alpha / rank; above 0, at most 256
 * @param batchSize         own pictures per step, 1 to 16; as many prior pictures are added
 * @param seed              decides every random choice
 * @param emaDecay          weight of the past in a moving average of the pairs, which samples and the file then use; 0 for
 *     none, at most 0.9999
 * @param priorPreservation whether generic pictures make up half of the batch
 */
public record LoraSettings(
        int steps,
        double learningRate,
        int rank,
        double alpha,
        int batchSize,
        long seed,
        double emaDecay,
        boolean priorPreservation) {
    /**
     * A network of this size needs larger steps than FLUX: the guide's 1e-4 becomes 2e-3, at which the base's feasibility study
     * trained.
     */
    public static final double LEARNING_RATE_FACTOR = 20;

    public static final int MAX_STEPS = 20_000;
    public static final int MAX_RANK = 64;
    public static final int MAX_BATCH_SIZE = 16;

    private static final int WARM_UP = 20;
    private static final double FINAL_SHARE = 0.05;

    public LoraSettings {
        require(steps >= 1 && steps <= MAX_STEPS, "steps", steps, "1 to " + MAX_STEPS);
        require(learningRate > 0 && learningRate <= 0.01, "learning rate", learningRate, "above 0 to 0.01");
        require(rank >= 1 && rank <= MAX_RANK, "rank", rank, "1 to " + MAX_RANK);
        require(alpha > 0 && alpha <= 256, "alpha", alpha, "above 0 to 256");
        require(batchSize >= 1 && batchSize <= MAX_BATCH_SIZE, "batch size", batchSize, "1 to " + MAX_BATCH_SIZE);
        require(emaDecay >= 0 && emaDecay <= 0.9999, "EMA decay", emaDecay, "0 to 0.9999");
    }

    private static void require(boolean holds, String setting, Number value, String range) {
        if (!holds) {
            throw new IllegalArgumentException("The %s must be from %s, but is %s.".formatted(setting, range, value));
        }
    }

    /** The guide's values: 1000 steps, 1e-4, rank 16, alpha 16, batch 1. */
    public static LoraSettings guide(long seed) {
        return new LoraSettings(1000, 1e-4, 16, 16, 1, seed, 0, true);
    }

    public LoraSettings withSteps(int value) {
        return new LoraSettings(value, learningRate, rank, alpha, batchSize, seed, emaDecay, priorPreservation);
    }

    public LoraSettings withLearningRate(double value) {
        return new LoraSettings(steps, value, rank, alpha, batchSize, seed, emaDecay, priorPreservation);
    }

    /** Another rank with the alpha that keeps the pairs' factor at 1. */
    public LoraSettings withRank(int value) {
        return new LoraSettings(steps, learningRate, value, value, batchSize, seed, emaDecay, priorPreservation);
    }

    public LoraSettings withAlpha(double value) {
        return new LoraSettings(steps, learningRate, rank, value, batchSize, seed, emaDecay, priorPreservation);
    }

    public LoraSettings withBatchSize(int value) {
        return new LoraSettings(steps, learningRate, rank, alpha, value, seed, emaDecay, priorPreservation);
    }

    public LoraSettings withEmaDecay(double value) {
        return new LoraSettings(steps, learningRate, rank, alpha, batchSize, seed, value, priorPreservation);
    }

    public LoraSettings withPriorPreservation(boolean value) {
        return new LoraSettings(steps, learningRate, rank, alpha, batchSize, seed, emaDecay, value);
    }

    /**
     * Learning rate of a step in the guide's units: linear warm-up over 20 steps (a tenth of a shorter run), then half a cosine
     * down to 5 % at the last step.
     *
     * @param step from 1
     */
    public double learningRateAt(int step) {
        double warmUp = Math.min(1, step / Math.max(1.0, Math.min(WARM_UP, steps / 10.0)));
        double cosine = 0.5 * (1 + StrictMath.cos(Math.PI * step / steps));
        return learningRate * warmUp * (FINAL_SHARE + (1 - FINAL_SHARE) * cosine);
    }
}
