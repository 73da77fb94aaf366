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
        if (!allow(proposed, side, steps, guidance)) {
            throw new IllegalArgumentException("The proposed settings are outside of the backend's own limits");
        }
    }

    public boolean allow(PictureSettings settings) {
        return allow(settings, side, steps, guidance);
    }

    private static boolean allow(PictureSettings settings, Range side, Range steps, Range guidance) {
        return side.allows(settings.width())
                && side.allows(settings.height())
                && steps.allows(settings.steps())
                && guidance.allows(settings.guidance());
    }

    /** Both ends included. */
    public record Range(double least, double most) {
        public boolean allows(double value) {
            return value >= least && value <= most;
        }
    }
}
