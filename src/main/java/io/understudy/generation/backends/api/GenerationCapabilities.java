package io.understudy.generation.backends.api;

import io.understudy.lora.BaseModel;

/**
 * The model and the limits of a backend.
 *
 * @param what in one or two sentences, shown wherever it is chosen
 * @param model that it generates with; LoRAs must be made for it
 * @param proposed settings to begin with
 * @param side edge lengths in px that it can generate
 * @param steps sampling steps that it can make
 * @param guidance values that it takes
 * @param maxLoras how many LoRAs can be stacked
 */
public record GenerationCapabilities(
        String what, BaseModel model, PictureSettings proposed, Range side, Range steps, Range guidance, int maxLoras) {
    public GenerationCapabilities {
        if (!side.allows(proposed.width())
                || !side.allows(proposed.height())
                || !steps.allows(proposed.steps())
                || !guidance.allows(proposed.guidance())) {
            throw new IllegalArgumentException("The proposed settings are outside of the backend's own limits");
        }
    }

    /** Both ends included. */
    public record Range(double least, double most) {
        public boolean allows(double value) {
            return value >= least && value <= most;
        }
    }
}
