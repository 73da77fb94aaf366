package io.understudy.mini.network;

import io.understudy.mini.kernel.Matrix;

/** What a block computes for one picture and its gradient needs again. */
final class BlockActivations {
    /** Shift, scale and gate from the conditioning, {@code [3 * width]}. */
    float[] modulation = new float[0];

    final AdaptiveLayerNorm.Statistics statistics;
    /** Modulated input, {@code [tokens, width]}. */
    final Matrix normed;
    /** First linear layer: queries, keys, values, MLP, {@code [tokens, 3 * width + hidden]}. */
    final Matrix projected;
    /** Normed and rotated queries and keys, {@code [tokens, width]}. */
    final Matrix queries;

    final Matrix keys;
    /** Attention probabilities, {@code [heads, tokens, tokens]}. */
    final float[] probabilities;
    /** tanh inside GELU, {@code [tokens, hidden]}. */
    final float[] tanh;
    /** Attention and MLP side by side, {@code [tokens, width + hidden]}. */
    final Matrix mixed;
    /** Inner values of the two LoRA pairs, {@code [tokens, paddedRank]}. */
    final Matrix firstInner;

    final Matrix secondInner;

    BlockActivations(TransformerShape shape, int paddedRank) {
        int tokens = shape.tokens();
        statistics = new AdaptiveLayerNorm.Statistics(tokens);
        normed = matrix(tokens, shape.width());
        projected = matrix(tokens, shape.projection());
        queries = matrix(tokens, shape.width());
        keys = matrix(tokens, shape.width());
        probabilities = new float[shape.heads() * tokens * tokens];
        tanh = new float[tokens * shape.hidden()];
        mixed = matrix(tokens, shape.mixed());
        firstInner = matrix(tokens, paddedRank);
        secondInner = matrix(tokens, paddedRank);
    }

    static Matrix matrix(int rows, int columns) {
        return Matrix.of(new float[rows * columns], rows, columns);
    }
}
