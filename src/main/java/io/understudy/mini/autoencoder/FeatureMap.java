package io.understudy.mini.autoencoder;

import io.understudy.mini.kernel.Silu;

/**
 * A square picture of channels.
 *
 * @param values   {@code [channels, side, side]}
 * @param channels number of planes
 * @param side     pixels along each side
 */
@SuppressWarnings("ArrayRecordComponent") // a working buffer, never compared as a value
record FeatureMap(float[] values, int channels, int side) {
    /** Moves each square of {@code factor x factor} pixels into channels: (c, y f + i, x f + j) to (c f f + i f + j, y, x). */
    FeatureMap unshuffled(int factor) {
        int small = side / factor;
        float[] out = new float[values.length];
        for (int channel = 0; channel < channels; channel++) {
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    int target = channel * factor * factor + y % factor * factor + x % factor;
                    out[(target * small + y / factor) * small + x / factor] = values[(channel * side + y) * side + x];
                }
            }
        }
        return new FeatureMap(out, channels * factor * factor, small);
    }

    /** The inverse of {@link #unshuffled}. */
    FeatureMap shuffled(int factor) {
        int large = side * factor;
        int planes = channels / (factor * factor);
        float[] out = new float[values.length];
        for (int plane = 0; plane < planes; plane++) {
            for (int y = 0; y < large; y++) {
                for (int x = 0; x < large; x++) {
                    int source = plane * factor * factor + y % factor * factor + x % factor;
                    out[(plane * large + y) * large + x] = values[(source * side + y / factor) * side + x / factor];
                }
            }
        }
        return new FeatureMap(out, planes, large);
    }

    FeatureMap plus(FeatureMap other) {
        float[] sum = values.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += other.values[i];
        }
        return new FeatureMap(sum, channels, side);
    }

    FeatureMap activated() {
        return new FeatureMap(Silu.of(values), channels, side);
    }
}
