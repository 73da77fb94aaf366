package io.understudy.lora;

public enum AdapterKind {
    LORA("lora", "LoRA"),
    DORA("dora", "DoRA"),
    LOKR("lokr", "LoKr"),
    LOHA("loha", "LoHa");

    private final String id;
    private final String label;

    AdapterKind(String id, String label) {
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
