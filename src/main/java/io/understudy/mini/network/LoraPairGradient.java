package io.understudy.mini.network;

import java.util.Arrays;

/**
 * Sums of gradients of one {@link LoraPair}, laid out like its values.
 *
 * @param down         of A
 * @param upTransposed of B transposed
 */
@SuppressWarnings("ArrayRecordComponent") // a working buffer, never compared as a value
public record LoraPairGradient(float[] down, float[] upTransposed) {
    static LoraPairGradient of(LoraPair pair) {
        return new LoraPairGradient(new float[pair.down().length], new float[pair.upTransposed().length]);
    }

    void clear() {
        Arrays.fill(down, 0);
        Arrays.fill(upTransposed, 0);
    }

    void add(LoraPairGradient other) {
        add(down, other.down);
        add(upTransposed, other.upTransposed);
    }

    private static void add(float[] sum, float[] part) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += part[i];
        }
    }
}
