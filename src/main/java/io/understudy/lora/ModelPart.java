package io.understudy.lora;

public enum ModelPart implements Identified {
    DOUBLE("Double blocks"),
    SINGLE("Single blocks"),
    CLIP("CLIP-L text encoder"),
    T5("T5-XXL text encoder"),
    OTHER("Embedders and output");

    private final String label;

    ModelPart(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
