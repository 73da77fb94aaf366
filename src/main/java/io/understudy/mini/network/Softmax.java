package io.understudy.mini.network;

import io.understudy.mini.kernel.Approximations;

/** {@code p_i = exp(s_i - max s) / sum_j exp(s_j - max s)}, row by row. */
final class Softmax {
    private Softmax() {}

    static void inPlace(float[] scores, int at, int rows, int columns) {
        for (int row = 0; row < rows; row++) {
            int from = at + row * columns;
            float largest = Float.NEGATIVE_INFINITY;
            for (int i = 0; i < columns; i++) {
                largest = Math.max(largest, scores[from + i]);
            }
            for (int i = 0; i < columns; i++) {
                scores[from + i] = Approximations.expOfNegative(scores[from + i] - largest);
            }
            float sum = 0;
            for (int i = 0; i < columns; i++) {
                sum += scores[from + i];
            }
            float inverse = 1 / sum;
            for (int i = 0; i < columns; i++) {
                scores[from + i] *= inverse;
            }
        }
    }

    /** {@code ds = p (dp - sum_j dp_j p_j)}, in place of dp. */
    static void backward(float[] p, int pAt, float[] grad, int rows, int columns) {
        for (int row = 0; row < rows; row++) {
            int at = row * columns;
            int from = pAt + at;
            float dot = 0;
            for (int i = 0; i < columns; i++) {
                dot += grad[at + i] * p[from + i];
            }
            for (int i = 0; i < columns; i++) {
                grad[at + i] = (grad[at + i] - dot) * p[from + i];
            }
        }
    }
}
