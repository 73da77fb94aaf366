package io.understudy.mini.network;

import io.understudy.mini.kernel.Silu;

/**
 * The vector v that modulates every block: {@code v = silu(t2(silu(t1(timeWaves(t)))) + p1(pool))}, where pool is the sum of the
 * word vectors over the square root of their number.
 */
final class Conditioning {
    private final int width;
    private final float[] words;
    private final VectorLinear time1;
    private final VectorLinear time2;
    private final VectorLinear pooled;

    Conditioning(TransformerWeights weights, int width) {
        this.width = width;
        words = weights.get("txt.weight");
        time1 = weights.vectorLinear("t1");
        time2 = weights.vectorLinear("t2");
        pooled = weights.vectorLinear("p1");
    }

    float[] at(float time, int[] ids) {
        float[] hidden = time1.apply(timeWaves(time));
        Silu.inPlace(hidden);
        float[] v = time2.apply(hidden);
        float[] words = pooled.apply(pool(ids));
        for (int i = 0; i < width; i++) {
            v[i] += words[i];
        }
        Silu.inPlace(v);
        return v;
    }

    /** {@code [cos, sin](1000 t f_i)} with {@code f_i = 10000^(-i / (width/2))}. */
    private float[] timeWaves(float time) {
        int half = width / 2;
        float[] waves = new float[width];
        for (int i = 0; i < half; i++) {
            double angle = StrictMath.exp(-StrictMath.log(10000) * i / half) * time * 1000;
            waves[i] = (float) StrictMath.cos(angle);
            waves[half + i] = (float) StrictMath.sin(angle);
        }
        return waves;
    }

    private float[] pool(int[] ids) {
        float[] pool = new float[width];
        int count = 0;
        for (int id : ids) {
            if (id > 0) {
                count++;
                for (int i = 0; i < width; i++) {
                    pool[i] += words[id * width + i];
                }
            }
        }
        float root = (float) Math.sqrt(Math.max(1, count));
        for (int i = 0; i < width; i++) {
            pool[i] /= root;
        }
        return pool;
    }
}
