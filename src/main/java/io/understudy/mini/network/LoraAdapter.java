package io.understudy.mini.network;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * One LoRA of the transformer: a pair on both linear layers of every block.
 *
 * @param rank  inner width of every pair
 * @param alpha the pairs' sum is multiplied by {@code alpha / rank}
 * @param pairs block by block, the first linear layer before the second
 */
public record LoraAdapter(int rank, float alpha, List<LoraPair> pairs) {
    public LoraAdapter {
        pairs = List.copyOf(pairs);
    }

    public static LoraAdapter zero(TransformerShape shape, int rank, float alpha) {
        List<LoraPair> pairs = new ArrayList<>();
        for (int block = 0; block < shape.depth(); block++) {
            pairs.add(new LoraPair(shape.width(), shape.projection(), rank));
            pairs.add(new LoraPair(shape.mixed(), shape.width(), rank));
        }
        return new LoraAdapter(rank, alpha, pairs);
    }

    /**
     * The usual start of training: A drawn from N(0, 1 / inputs), B zero, so that the first step begins at the base itself.
     *
     * @param gaussian standard normal numbers
     */
    public static LoraAdapter initial(TransformerShape shape, int rank, float alpha, DoubleSupplier gaussian) {
        LoraAdapter adapter = zero(shape, rank, alpha);
        for (LoraPair pair : adapter.pairs) {
            double deviation = 1 / Math.sqrt(pair.inputs());
            for (int i = 0; i < rank * pair.inputs(); i++) {
                pair.down()[i] = (float) (gaussian.getAsDouble() * deviation);
            }
            pair.refresh();
        }
        return adapter;
    }

    LoraPair first(int block) {
        return pairs.get(2 * block);
    }

    LoraPair second(int block) {
        return pairs.get(2 * block + 1);
    }

    /** The factor of all pairs at strength 1. */
    public float scale() {
        return alpha / rank;
    }
}
