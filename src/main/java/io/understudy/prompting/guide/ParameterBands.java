package io.understudy.prompting.guide;

import io.understudy.platform.core.Wording;

public final class ParameterBands {
    public static final int STEPS_LEAST = 800;
    public static final int STEPS_MOST = 1200;
    public static final double LEARNING_RATE_SUBTLE = 5e-5;
    public static final double LEARNING_RATE_SAFE = 1e-4;
    public static final double LEARNING_RATE_RISKY = 2e-4;
    public static final int RANK_SMALL = 8;
    public static final int RANK_BALANCED = 16;
    public static final int RANK_DETAILED = 32;
    public static final int RESOLUTION = 1024;

    private static final int DIGITS = 3;

    private ParameterBands() {}

    public static Advice steps(int steps) {
        if (steps < 1) {
            return Advice.refused("At least one step is needed; the guide uses 800–1200 for a face or character.");
        }
        if (steps < STEPS_LEAST) {
            return Advice.hint("Fewer than 800 steps: more flexible, but less accurate.");
        }
        if (steps <= STEPS_MOST) {
            return Advice.fits("Within 800–1200, as for a face or character.");
        }
        return Advice.warning("More than 1200 steps memorise the pictures: the LoRA may overfit and copy them.");
    }

    /** Advice on the learning rate, which is a positive number such as 1e-4. */
    public static Advice learningRate(double rate) {
        if (!(rate > 0) || rate > 1) {
            return Advice.refused("The learning rate is a small number above 0; 1e-4 is the safe default.");
        }
        if (rate < LEARNING_RATE_SUBTLE) {
            return Advice.warning("Below 5e-5 hardly anything is learned in 1000 steps.");
        }
        if (rate < LEARNING_RATE_SAFE) {
            return Advice.fits("Lower than the default 1e-4: more subtle training.");
        }
        if (rate < 1.2 * LEARNING_RATE_SAFE) {
            return Advice.fits("1e-4 is the safe default.");
        }
        if (rate < LEARNING_RATE_RISKY) {
            return Advice.hint("Above the safe default of 1e-4: watch the samples for overfitting.");
        }
        return Advice.warning("2e-4 and more risks overfitting: the LoRA copies its pictures.");
    }

    public static Advice rank(int rank) {
        if (rank < 1) {
            return Advice.refused("The rank is at least 1; 16 is a good balance.");
        }
        if (rank < RANK_SMALL) {
            return Advice.warning("Below 8 there is little room for a face.");
        }
        if (rank < RANK_BALANCED) {
            return Advice.fits("8 gives a smaller file; 16 is a good balance.");
        }
        if (rank < RANK_DETAILED) {
            return Advice.fits("16 is a good balance of detail and file size.");
        }
        if (rank == RANK_DETAILED) {
            return Advice.fits("32 has capacity for more detail, in a file twice as large as rank 16.");
        }
        return Advice.hint("More than 32 makes large files and learns noise along with the face.");
    }

    /** Advice on alpha, read together with the rank: the update is multiplied by alpha / rank. */
    public static Advice alpha(double alpha, int rank) {
        if (!(alpha > 0)) {
            return Advice.refused("Alpha is above 0; equal to the rank it leaves the update at its full size.");
        }
        double scale = alpha / Math.max(1, rank);
        String words = "Effective scale alpha / rank = " + Wording.plain(scale, DIGITS);
        if (scale == 1) {
            return Advice.fits(words + ": the update counts in full.");
        }
        if (scale < 0.25) {
            return Advice.warning(words + ": the update is damped so much that 1e-4 acts like "
                    + Wording.plain(LEARNING_RATE_SAFE * scale, DIGITS) + ".");
        }
        if (scale < 1) {
            return Advice.hint(words + ": the update is damped, as a lower learning rate would do.");
        }
        return scale <= 2
                ? Advice.hint(words + ": the update is amplified, as a higher learning rate would do.")
                : Advice.warning(words + ": so strong an update overfits quickly.");
    }

    public static Advice batchSize(int batch) {
        if (batch < 1) {
            return Advice.refused("At least one picture per step.");
        }
        return batch == 1
                ? Advice.fits("1, as in the guide.")
                : Advice.hint(batch + " pictures per step need more memory and show each picture " + batch
                        + " times as often: fewer steps may do.");
    }

    /** Advice on the edge length in px that is trained at. */
    public static Advice resolution(int edge) {
        if (edge < 64) {
            return Advice.refused("The resolution is at least 64 px; FLUX is trained at 1024.");
        }
        if (edge == RESOLUTION) {
            return Advice.fits("1024, the native resolution of FLUX.");
        }
        return edge < RESOLUTION
                ? Advice.hint("Below 1024 px: faster and cheaper, with less detail of the face.")
                : Advice.hint("Above 1024 px: slower, and pictures smaller than that are enlarged.");
    }
}
