package io.understudy.mini.network;

import io.understudy.lora.Strength;

/**
 * An adapter together with the factor it is applied with.
 *
 * @param adapter the pairs
 * @param scale   {@code strength * alpha / rank}
 */
public record AdapterUse(LoraAdapter adapter, float scale) {
    public static AdapterUse of(LoraAdapter adapter, Strength strength) {
        return new AdapterUse(adapter, (float) strength.value() * adapter.scale());
    }
}
