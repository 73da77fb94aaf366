package io.understudy.mini.network;

import io.understudy.mini.kernel.Kernels;
import io.understudy.mini.kernel.Matrix;

/**
 * Softmax attention over all tokens, head by head: {@code O = softmax(Q K^T / sqrt(h)) V} with normed and rotated queries and
 * keys.
 */
final class Attention {
    private final TransformerShape shape;
    private final HeadNormRotation queryNorm;
    private final HeadNormRotation keyNorm;
    private final float inverseRoot;

    Attention(TransformerShape shape, HeadNormRotation queryNorm, HeadNormRotation keyNorm) {
        this.shape = shape;
        this.queryNorm = queryNorm;
        this.keyNorm = keyNorm;
        this.inverseRoot = (float) (1 / Math.sqrt(shape.headSize()));
    }

    /** Reads queries, keys and values from {@code projected}, writes the first {@code width} columns of {@code mixed}. */
    void forward(Kernels kernels, BlockActivations kept, Scratch scratch) {
        int width = shape.width();
        int size = shape.headSize();
        float[] projected = kept.projected.data();
        int stride = shape.projection();
        for (int head = 0; head < shape.heads(); head++) {
            int column = head * size;
            queryNorm.forward(projected, stride, column, kept.queries.data(), width, column);
            keyNorm.forward(projected, stride, width + column, kept.keys.data(), width, column);
            Matrix scores = scores(kept, head);
            transpose(kept.keys.columns(column, size), inverseRoot, scratch.headTransposed);
            kernels.multiply(kept.queries.columns(column, size), scratch.headTransposed, scores);
            Softmax.inPlace(scores.data(), scores.offset(), shape.tokens(), shape.tokens());
            kernels.multiply(scores, values(kept, head), kept.mixed.columns(column, size));
        }
    }

    /**
     * Reads {@code gradMixed}, writes the query, key and value columns of {@code gradProjected}. With P the probabilities:
     * {@code dV = P^T dO}, {@code dS = softmax'(dO V^T) / sqrt(h)}, {@code dQ = dS K}, {@code dK = dS^T Q}.
     */
    void backward(Kernels kernels, BlockActivations kept, Scratch scratch) {
        int width = shape.width();
        int size = shape.headSize();
        int tokens = shape.tokens();
        float[] projected = kept.projected.data();
        int stride = shape.projection();
        for (int head = 0; head < shape.heads(); head++) {
            int column = head * size;
            Matrix gradOut = scratch.gradMixed.columns(column, size);
            Matrix probabilities = scores(kept, head);
            kernels.multiply(
                    probabilities.transposed(), gradOut, scratch.gradProjected.columns(2 * width + column, size));
            transpose(values(kept, head), inverseRoot, scratch.headTransposed);
            kernels.multiply(gradOut, scratch.headTransposed, scratch.gradScores);
            Softmax.backward(probabilities.data(), probabilities.offset(), scratch.gradScores.data(), tokens, tokens);
            kernels.multiply(scratch.gradScores, kept.keys.columns(column, size), scratch.gradQuery);
            kernels.multiply(scratch.gradScores.transposed(), kept.queries.columns(column, size), scratch.gradKey);
            float[] gradProjected = scratch.gradProjected.data();
            queryNorm.backward(projected, stride, column, scratch.gradQuery.data(), gradProjected);
            keyNorm.backward(projected, stride, width + column, scratch.gradKey.data(), gradProjected);
        }
    }

    private Matrix scores(BlockActivations kept, int head) {
        int tokens = shape.tokens();
        return new Matrix(kept.probabilities, head * tokens * tokens, tokens, tokens, tokens, 1);
    }

    private Matrix values(BlockActivations kept, int head) {
        return kept.projected.columns(2 * shape.width() + head * shape.headSize(), shape.headSize());
    }

    private static void transpose(Matrix source, float factor, Matrix target) {
        for (int j = 0; j < source.columns(); j++) {
            for (int i = 0; i < source.rows(); i++) {
                target.data()[j * target.rowStride() + i] =
                        source.data()[source.offset() + i * source.rowStride() + j] * factor;
            }
        }
    }
}
