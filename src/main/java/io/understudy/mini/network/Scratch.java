package io.understudy.mini.network;

import static io.understudy.mini.network.BlockActivations.matrix;

import io.understudy.mini.kernel.Matrix;

/** Buffers whose contents matter only within one block. */
final class Scratch {
    /** Keys or values of one head, transposed, {@code [headSize, tokens]}. */
    final Matrix headTransposed;
    /** Output of a block's second linear layer, later its gradient, {@code [tokens, width]}. */
    final Matrix update;

    final Matrix gradMixed;

    final Matrix gradProjected;
    final Matrix gradNormed;
    final Matrix gradScores;
    final Matrix gradQuery;
    final Matrix gradKey;
    final Matrix gradInner;

    Scratch(TransformerShape shape, int paddedRank, boolean training) {
        int tokens = shape.tokens();
        int gradientTokens = training ? tokens : 0;
        headTransposed = matrix(shape.headSize(), tokens);
        update = matrix(tokens, shape.width());
        gradMixed = matrix(gradientTokens, shape.mixed());
        gradProjected = matrix(gradientTokens, shape.projection());
        gradNormed = matrix(gradientTokens, shape.width());
        gradScores = matrix(gradientTokens, tokens);
        gradQuery = matrix(gradientTokens, shape.headSize());
        gradKey = matrix(gradientTokens, shape.headSize());
        gradInner = matrix(gradientTokens, paddedRank);
    }
}
