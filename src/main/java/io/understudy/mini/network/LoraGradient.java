package io.understudy.mini.network;

import java.util.List;

/**
 * Gradients of a whole {@link LoraAdapter}.
 *
 * @param pairs in the order of the adapter's pairs
 */
public record LoraGradient(List<LoraPairGradient> pairs) {
    public LoraGradient {
        pairs = List.copyOf(pairs);
    }

    public static LoraGradient of(LoraAdapter adapter) {
        return new LoraGradient(
                adapter.pairs().stream().map(LoraPairGradient::of).toList());
    }

    public void clear() {
        pairs.forEach(LoraPairGradient::clear);
    }

    public void add(LoraGradient other) {
        for (int i = 0; i < pairs.size(); i++) {
            pairs.get(i).add(other.pairs.get(i));
        }
    }
}
