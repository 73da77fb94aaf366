package io.understudy.training.backends.cluster.trainers;

import io.understudy.lora.BaseModel;
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

    /** The model as it is trained on; those of FLUX.1 have the geometry of dev. sd-scripts trains these alone. */
    public enum Variant {
        DEV(BaseModel.FLUX1_DEV, "flux"),
        KREA(BaseModel.FLUX1_DEV, "flux"),
        SCHNELL(BaseModel.FLUX1_DEV, "flux"),
        FLUX2(BaseModel.FLUX2_DEV, "flux2"),
        FLUX2_KLEIN_9B(BaseModel.FLUX2_KLEIN_9B, "flux2_klein_9b"),
        FLUX2_KLEIN_4B(BaseModel.FLUX2_KLEIN_4B, "flux2_klein_4b");

        private final BaseModel baseModel;
        private final String architecture;

        Variant(BaseModel baseModel, String architecture) {
            this.baseModel = baseModel;
            this.architecture = architecture;
        }

        /** What a LoRA that is trained on it is made for. */
        BaseModel baseModel() {
            return baseModel;
        }

        /** As ai-toolkit calls it. */
        String architecture() {
            return architecture;
        }

        boolean isFlux1() {
            return baseModel == BaseModel.FLUX1_DEV;
        }

        /** For people. */
        String family() {
            return isFlux1() ? "FLUX.1" : baseModel.label();
        }
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
