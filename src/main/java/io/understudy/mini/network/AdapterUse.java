package io.understudy.mini.network;

/**
 * An adapter together with the factor it is applied with.
 *
 * @param adapter the pairs
 * @param scale   {@code strength * alpha / rank}
 */
public record AdapterUse(LoraAdapter adapter, float scale) {
    /** The adapter at this strength; 1 is what it was trained with. */
    public static AdapterUse of(LoraAdapter adapter, double strength) {
        return new AdapterUse(adapter, (float) strength * adapter.scale());
    }
}
