package io.understudy.mini.network;

/**
 * What FLUX does to queries and keys: RMS norm per head, {@code n_i = x_i w_i / sqrt(mean(x^2) + 1e-6)}, then the rotation of
 * each pair (i, i + h/2) by the token's angle.
 */
final class HeadNormRotation {
    private static final float EPSILON = 1e-6f;

    private final int tokens;
    private final int headSize;
    private final float[] weight;
    private final RotaryTable angles;

    HeadNormRotation(TransformerShape shape, float[] weight, RotaryTable angles) {
        this.tokens = shape.tokens();
        this.headSize = shape.headSize();
        this.weight = weight;
        this.angles = angles;
    }

    /**
     * One head of all tokens.
     *
     * @param x   token rows of stride {@code xStride}, the head beginning at column {@code xColumn}
     * @param out token rows of stride {@code outStride}, the head beginning at column {@code outColumn}
     */
    void forward(float[] x, int xStride, int xColumn, float[] out, int outStride, int outColumn) {
        int half = headSize / 2;
        for (int token = 0; token < tokens; token++) {
            int at = token * xStride + xColumn;
            int to = token * outStride + outColumn;
            float inverse = inverseRoot(x, at);
            for (int i = 0; i < half; i++) {
                float a = x[at + i] * inverse * weight[i];
                float b = x[at + half + i] * inverse * weight[half + i];
                float c = angles.cos[token * half + i];
                float s = angles.sin[token * half + i];
                out[to + i] = a * c - b * s;
                out[to + half + i] = b * c + a * s;
            }
        }
    }

    /**
     * The gradient {@code g} is rotated back and weighted, then with {@code r = 1 / sqrt(mean(x^2) + 1e-6)}:
     * {@code dx = r g - x r^3 mean(g x)}.
     *
     * @param gradOut contiguous rows of one head
     * @param gradX   rows laid out as {@code x}
     */
    void backward(float[] x, int xStride, int xColumn, float[] gradOut, float[] gradX) {
        int half = headSize / 2;
        float[] g = new float[headSize];
        for (int token = 0; token < tokens; token++) {
            int at = token * xStride + xColumn;
            int from = token * headSize;
            for (int i = 0; i < half; i++) {
                float c = angles.cos[token * half + i];
                float s = angles.sin[token * half + i];
                float first = gradOut[from + i];
                float second = gradOut[from + half + i];
                g[i] = (first * c + second * s) * weight[i];
                g[half + i] = (second * c - first * s) * weight[half + i];
            }
            float inverse = inverseRoot(x, at);
            float dot = 0;
            for (int i = 0; i < headSize; i++) {
                dot += g[i] * x[at + i];
            }
            float factor = dot * inverse * inverse * inverse / headSize;
            for (int i = 0; i < headSize; i++) {
                gradX[at + i] = g[i] * inverse - x[at + i] * factor;
            }
        }
    }

    private float inverseRoot(float[] x, int at) {
        float squares = 0;
        for (int i = 0; i < headSize; i++) {
            squares += x[at + i] * x[at + i];
        }
        return (float) (1 / Math.sqrt(squares / headSize + EPSILON));
    }
}
