package io.understudy.mini.network;

import io.understudy.mini.kernel.Kernels;
import io.understudy.mini.kernel.Matrix;
import io.understudy.mini.kernel.PackedMatrix;
import java.util.Arrays;

/**
 * The trainable low-rank addition to one frozen linear layer: {@code Y += s (X A^T) B^T} with A of {@code [rank, inputs]},
 * B of {@code [outputs, rank]} and {@code s = strength * alpha / rank}. The rank is padded with zeros to whole kernel panels;
 * padded rows have zero gradients and stay zero.
 */
public final class LoraPair {
    private final int inputs;
    private final int outputs;
    private final int rank;
    private final int paddedRank;
    /** A, {@code [paddedRank, inputs]}. */
    private final float[] down;
    /** B transposed, {@code [paddedRank, outputs]}. */
    private final float[] upTransposed;

    private final float[] downTransposed;
    private final float[] up;

    public LoraPair(int inputs, int outputs, int rank) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.rank = rank;
        this.paddedRank = padded(rank);
        this.down = new float[paddedRank * inputs];
        this.upTransposed = new float[paddedRank * outputs];
        this.downTransposed = new float[down.length];
        this.up = new float[upTransposed.length];
    }

    static int padded(int rank) {
        return (rank + PackedMatrix.PANEL - 1) / PackedMatrix.PANEL * PackedMatrix.PANEL;
    }

    public int inputs() {
        return inputs;
    }

    public int outputs() {
        return outputs;
    }

    /** A, {@code [rank, inputs]} followed by the padding; write here, then call {@link #refresh()}. */
    public float[] down() {
        return down;
    }

    /** B transposed, {@code [rank, outputs]} followed by the padding; write here, then call {@link #refresh()}. */
    public float[] upTransposed() {
        return upTransposed;
    }

    /** Brings the transposed copies in line with the values; to be called after every change. */
    public void refresh() {
        transpose(down, paddedRank, inputs, downTransposed);
        transpose(upTransposed, paddedRank, outputs, up);
    }

    /** A without padding, row-major {@code [rank, inputs]}, as files store it. */
    public float[] exportDown() {
        return Arrays.copyOf(down, rank * inputs);
    }

    /** B without padding, row-major {@code [outputs, rank]}, as files store it. */
    public float[] exportUp() {
        float[] result = new float[outputs * rank];
        transpose(Arrays.copyOf(upTransposed, rank * outputs), rank, outputs, result);
        return result;
    }

    /** Takes values in the layout of {@link #exportDown} and {@link #exportUp}. */
    public void load(float[] a, float[] b) {
        System.arraycopy(a, 0, down, 0, rank * inputs);
        transpose(b, outputs, rank, upTransposed);
        refresh();
    }

    /**
     * @param inner receives {@code s X A^T}, {@code [tokens, paddedRank]}, which the gradient needs
     */
    void forward(Kernels kernels, float scale, Matrix x, Matrix inner, Matrix y) {
        kernels.multiply(x, Matrix.of(downTransposed, inputs, paddedRank), inner);
        scale(inner, scale);
        kernels.multiplyAdd(inner, Matrix.of(upTransposed, paddedRank, outputs), y);
    }

    /**
     * {@code dB^T += inner^T dY}, {@code T = s dY B}, {@code dA += T^T X}.
     *
     * @param gradInner receives T for {@link #addInputGradient}
     */
    void backward(
            Kernels kernels,
            float scale,
            Matrix x,
            Matrix inner,
            Matrix gradY,
            Matrix gradInner,
            LoraPairGradient gradient) {
        kernels.multiplyAdd(inner.transposed(), gradY, Matrix.of(gradient.upTransposed(), paddedRank, outputs));
        kernels.multiply(gradY, Matrix.of(up, outputs, paddedRank), gradInner);
        scale(gradInner, scale);
        kernels.multiplyAdd(gradInner.transposed(), x, Matrix.of(gradient.down(), paddedRank, inputs));
    }

    /** {@code dX += T A}. */
    void addInputGradient(Kernels kernels, Matrix gradInner, Matrix gradX) {
        kernels.multiplyAdd(gradInner, Matrix.of(down, paddedRank, inputs), gradX);
    }

    /** The transposed change of the frozen weight, {@code s A^T B^T} of {@code [inputs, outputs]}. */
    Matrix mergedTransposed(Kernels kernels, float scale) {
        float[] scaled = downTransposed.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= scale;
        }
        Matrix change = Matrix.of(new float[inputs * outputs], inputs, outputs);
        kernels.multiply(Matrix.of(scaled, inputs, paddedRank), Matrix.of(upTransposed, paddedRank, outputs), change);
        return change;
    }

    private static void scale(Matrix whole, float factor) {
        float[] values = whole.data();
        for (int i = 0; i < whole.rows() * whole.columns(); i++) {
            values[i] *= factor;
        }
    }

    private static void transpose(float[] source, int rows, int columns, float[] target) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                target[j * rows + i] = source[i * columns + j];
            }
        }
    }
}
