package io.understudy.lora;

import java.util.Arrays;
import java.util.Optional;

/**
 * A model that LoRAs are made for and used with: the target models of this product. Schnell, Kontext and Krea share
 * FLUX.1 dev's geometry, and a distilled klein that of its base, so a file that fits one loads in the other.
 */
public enum BaseModel implements Identified {
    FLUX1_DEV("FLUX.1 dev", "flux-1-dev/lora", "black-forest-labs/FLUX.1-dev"),
    FLUX2_DEV("FLUX.2 dev", "Flux.2-dev/lora", "black-forest-labs/FLUX.2-dev"),
    FLUX2_KLEIN_9B("FLUX.2 klein 9B", "Flux.2-klein-9b/lora", "black-forest-labs/FLUX.2-klein-9B"),
    FLUX2_KLEIN_4B("FLUX.2 klein 4B", "Flux.2-klein-4b/lora", "black-forest-labs/FLUX.2-klein-4B"),
    MINIATURE("Understudy's miniature", "understudy-miniature/lora", "");

    private final String label;
    private final String architecture;
    private final String repository;

    BaseModel(String label, String architecture, String repository) {
        this.label = label;
        this.architecture = architecture;
        this.repository = repository;
    }

    /** Of a LoRA for it, as ModelSpec names it. */
    public String architecture() {
        return architecture;
    }

    /** On Hugging Face. */
    public Optional<String> repository() {
        return Optional.of(repository).filter(name -> !name.isEmpty());
    }

    public String label() {
        return label;
    }

    public boolean isFlux() {
        return this != MINIATURE;
    }

    public static Optional<BaseModel> withId(String id) {
        return Arrays.stream(values()).filter(model -> model.id().equals(id)).findFirst();
    }

    public static BaseModel labelled(String label) {
        return Arrays.stream(values())
                .filter(model -> model.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No base model is called " + label));
    }
}
