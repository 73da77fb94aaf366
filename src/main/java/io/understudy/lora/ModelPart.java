package io.understudy.lora;

public enum ModelPart {
    DOUBLE("double", "Double blocks"),
    SINGLE("single", "Single blocks"),
    CLIP("clip", "CLIP-L text encoder"),
    T5("t5", "T5-XXL text encoder"),
    OTHER("other", "Embedders and output");

    private final String id;
    private final String label;

    ModelPart(String id, String label) {
        this.id = id;
        this.label = label;
    }

    public String id() {
        return id;
    }

    public String label() {
        return label;
    }
}
