package io.understudy.mini.network;

import io.understudy.mini.kernel.Approximations;

/**
 * GELU in its tanh form, {@code gelu(x) = x/2 (1 + t)} with {@code t = tanh(c (x + 0.044715 x^3))} and {@code c = sqrt(2/pi)}.
 */
final class Gelu {
    private static final float C = (float) Math.sqrt(2 / Math.PI);
    private static final float CUBE = 0.044715f;

    private Gelu() {}

    /**
     * @param tanh receives t, which the gradient needs
     */
    static void forward(float[] x, int xAt, float[] tanh, int tanhAt, float[] out, int outAt, int count) {
        for (int i = 0; i < count; i++) {
            float v = x[xAt + i];
            tanh[tanhAt + i] = Approximations.tanh(C * (v + CUBE * v * v * v));
        }
        for (int i = 0; i < count; i++) {
            out[outAt + i] = 0.5f * x[xAt + i] * (1 + tanh[tanhAt + i]);
        }
    }

    /** {@code dx = dout ((1 + t)/2 + x/2 (1 - t^2) c (1 + 3 * 0.044715 x^2))}. */
    static void backward(
            float[] x,
            int xAt,
            float[] tanh,
            int tanhAt,
            float[] gradOut,
            int gradOutAt,
            float[] gradX,
            int gradXAt,
            int count) {
        for (int i = 0; i < count; i++) {
            float v = x[xAt + i];
            float t = tanh[tanhAt + i];
            float slope = 0.5f * (1 + t) + 0.5f * v * (1 - t * t) * C * (1 + 3 * CUBE * v * v);
            gradX[gradXAt + i] = gradOut[gradOutAt + i] * slope;
        }
    }
}
