package io.understudy.mini.network;

import io.understudy.mini.kernel.Kernels;
import io.understudy.mini.kernel.Matrix;
import io.understudy.mini.kernel.PackedMatrix;

/**
 * Frozen linear layer on token rows, {@code Y = X W^T + b}; its gradient with respect to the input is {@code dX = dY W}.
 *
 * @param forward  W transposed, packed
 * @param backward W, packed
 */
@SuppressWarnings("ArrayRecordComponent") // a working buffer, never compared as a value
record Linear(PackedMatrix forward, PackedMatrix backward, float[] bias) {
    /**
     * @param weight row-major {@code [outputs, inputs]}
     */
    static Linear of(float[] weight, float[] bias) {
        Matrix w = Matrix.of(weight, bias.length, weight.length / bias.length);
        return new Linear(PackedMatrix.of(w.transposed()), PackedMatrix.of(w), bias);
    }

    /** {@code Y = X W^T}; the bias is added apart, after a LoRA pair has added its part. */
    void multiply(Kernels kernels, Matrix x, Matrix y) {
        kernels.multiply(x, forward, y);
    }

    void addBias(Matrix y) {
        float[] values = y.data();
        for (int row = 0; row < y.rows(); row++) {
            int at = y.offset() + row * y.rowStride();
            for (int i = 0; i < bias.length; i++) {
                values[at + i] += bias[i];
            }
        }
    }

    /** This layer with a change of its transposed weight added; it serves forward passes only. */
    Linear plus(Matrix transposedChange) {
        return new Linear(forward.plus(transposedChange), backward, bias);
    }

    void backward(Kernels kernels, Matrix gradY, Matrix gradX) {
        kernels.multiply(gradY, backward, gradX);
    }
}
