package io.understudy.training.backends.cluster.trainers;

import java.util.List;

/**
 * Where an engine has its trainer and the model.
 *
 * @param program folder of the trainer's checkout; for the miniature this product's jar
 * @param python with the trainer's libraries
 * @param models empty for the miniature
 * @param cards of one job
 * @param more arguments that an admin adds to the trainer's command
 */
public record TrainerInstallation(String program, String python, Models models, int cards, List<String> more) {
    public TrainerInstallation {
        more = List.copyOf(more);
    }

    /** FLUX.1 as it is trained on; all three have the geometry of dev. */
    public enum Variant {
        DEV,
        KREA,
        SCHNELL
    }

    /**
     * Paths on the engine; ai-toolkit takes names on Hugging Face, too, and needs the first alone.
     *
     * @param model folder in the form of diffusers for ai-toolkit, one file in the form of its makers for sd-scripts
     * @param assistant the adapter that ai-toolkit trains schnell with
     */
    public record Models(
            Variant variant, String model, String clipL, String t5xxl, String autoencoder, String assistant) {
        public static final Models NONE = new Models(Variant.DEV, "", "", "", "", "");
    }
}
