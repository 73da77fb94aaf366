package io.understudy.mini.kernel;

/** {@code silu(x) = x * sigmoid(x)}. */
public final class Silu {
    private Silu() {}

    public static void inPlace(float[] x) {
        for (int i = 0; i < x.length; i++) {
            // With e = exp(-|x|) the sigmoid is 1 / (1 + e) right of zero and e / (1 + e) left of it.
            float e = Approximations.expOfNegative(-Math.abs(x[i]));
            float numerator = x[i] >= 0 ? 1f : e;
            x[i] = x[i] * numerator / (1 + e);
        }
    }

    public static float[] of(float[] x) {
        float[] result = x.clone();
        inPlace(result);
        return result;
    }
}
