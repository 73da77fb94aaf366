package io.understudy.mini.sampling;

import io.understudy.mini.SeededRandom;
import io.understudy.mini.network.Activations;
import io.understudy.mini.network.Tokeniser;
import io.understudy.mini.network.Transformer;

/**
 * Generates a latent picture: Euler steps from noise at t = 1 to the picture at t = 0 along
 * {@code v = v_none + guidance (v_caption - v_none)}, at times {@code t = 2 u / (1 + u)} for evenly spaced u, which spends more
 * steps where the outline is decided.
 *
 * <p>Guidance counts only in the middle of the way (an interval, as in Kynkäänniemi and others, 2024). Before it, guidance
 * puts samples farther from every set that was measured; after it, it hardly changes them and costs as much again as the step
 * itself (decision 0023).
 */
public final class FlowSampler {
    private static final double SHIFT = 2;

    private static final double GUIDED_FROM = 0.9;
    private static final double GUIDED_TO = 0.5;

    private FlowSampler() {}

    static float[] sample(Transformer transformer, Activations work, int[] ids, int steps, double guidance, long seed) {
        SeededRandom random = new SeededRandom(seed);
        float[] noise = new float[transformer.shape().latentSize()];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) random.nextGaussian();
        }
        return from(noise, transformer, work, ids, steps, guidance);
    }

    /** The same from given noise, which becomes the picture. */
    public static float[] from(
            float[] latent, Transformer transformer, Activations work, int[] ids, int steps, double guidance) {
        float strength = (float) guidance;
        float[] captioned = new float[latent.length];
        for (int step = 0; step < steps; step++) {
            float time = timeAt(step, steps);
            float stride = timeAt(step + 1, steps) - time;
            transformer.forward(work, latent, time, ids, null);
            System.arraycopy(work.velocity(), 0, captioned, 0, latent.length);
            if (guidance != 1 && time <= GUIDED_FROM && time > GUIDED_TO) {
                transformer.forward(work, latent, time, Tokeniser.unconditional(), null);
                float[] none = work.velocity();
                for (int i = 0; i < latent.length; i++) {
                    captioned[i] = none[i] + strength * (captioned[i] - none[i]);
                }
            }
            for (int i = 0; i < latent.length; i++) {
                latent[i] += stride * captioned[i];
            }
        }
        return latent;
    }

    private static float timeAt(int step, int steps) {
        double u = 1 - (double) step / steps;
        return (float) (SHIFT * u / (1 + (SHIFT - 1) * u));
    }
}
