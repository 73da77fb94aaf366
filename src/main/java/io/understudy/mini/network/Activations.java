package io.understudy.mini.network;

import static io.understudy.mini.network.BlockActivations.matrix;

import io.understudy.mini.kernel.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * Working memory for one picture in flight, reused from picture to picture; used by one thread at a time. For training every
 * block keeps its own values, for sampling all blocks share one set.
 */
public final class Activations {
    final List<BlockActivations> blocks = new ArrayList<>();
    /** Token stream before each block and after the last, {@code [tokens, width]}. */
    final List<Matrix> streams = new ArrayList<>();

    final Scratch scratch;
    float[] finalModulation = new float[0];
    final AdaptiveLayerNorm.Statistics finalStatistics;
    final Matrix finalNormed;
    /** Predicted velocity, {@code [cells, latentChannels]}. */
    final Matrix velocity;
    /** Gradient of the token stream, {@code [tokens, width]}. */
    final Matrix gradStream;

    private Activations(TransformerShape shape, int rank, boolean training) {
        int paddedRank = LoraPair.padded(rank);
        BlockActivations shared = new BlockActivations(shape, paddedRank);
        Matrix even = matrix(shape.tokens(), shape.width());
        Matrix odd = matrix(shape.tokens(), shape.width());
        for (int block = 0; block < shape.depth(); block++) {
            blocks.add(training && block > 0 ? new BlockActivations(shape, paddedRank) : shared);
        }
        for (int stream = 0; stream <= shape.depth(); stream++) {
            boolean own = training && stream > 1;
            streams.add(own ? matrix(shape.tokens(), shape.width()) : stream % 2 == 0 ? even : odd);
        }
        scratch = new Scratch(shape, paddedRank, training);
        finalStatistics = new AdaptiveLayerNorm.Statistics(shape.tokens());
        finalNormed = matrix(shape.tokens(), shape.width());
        velocity = matrix(shape.cells(), shape.latentChannels());
        gradStream = matrix(training ? shape.tokens() : 0, shape.width());
    }

    public static Activations forSampling(TransformerShape shape, int rank) {
        return new Activations(shape, rank, false);
    }

    public static Activations forTraining(TransformerShape shape, int rank) {
        return new Activations(shape, rank, true);
    }

    /** The last forward pass's result, cell by cell; overwritten by the next. */
    public float[] velocity() {
        return velocity.data();
    }
}
