package io.understudy.mini.sampling;

import io.understudy.mini.MiniatureLoraFile;

/**
 * A LoRA in use.
 *
 * @param lora     what was trained
 * @param strength 1 as trained, 0 without effect, -2 to 2
 */
public record AppliedLora(MiniatureLoraFile lora, double strength) {
    public AppliedLora {
        if (!(strength >= -2 && strength <= 2)) {
            throw new IllegalArgumentException("The strength must be from -2 to 2, but is %s.".formatted(strength));
        }
    }
}
