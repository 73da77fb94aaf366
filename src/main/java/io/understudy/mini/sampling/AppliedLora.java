package io.understudy.mini.sampling;

import io.understudy.lora.Strength;
import io.understudy.mini.MiniatureLoraFile;

/**
 * A LoRA in use.
 *
 * @param lora     what was trained
 * @param strength 1 as trained, 0 without effect, -2 to 2
 */
public record AppliedLora(MiniatureLoraFile lora, Strength strength) {
    public AppliedLora {
        if (Math.abs(strength.value()) > 2) {
            throw new IllegalArgumentException("The strength must be from -2 to 2, but is %s.".formatted(strength));
        }
    }
}
