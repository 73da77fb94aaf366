package io.understudy.lora;

public enum AdapterKind implements Identified {
    LORA("LoRA"),
    DORA("DoRA"),
    LOKR("LoKr"),
    LOHA("LoHa");

    private final String label;

    AdapterKind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
