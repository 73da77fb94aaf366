package io.understudy.lora;

public enum AdapterKind implements Identified {
    LORA("LoRA"),
    DORA("DoRA"),
    LOKR("LoKr"),
    LOHA("LoHa"),
    OFT("OFT"),
    GLORA("GLoRA"),
    /** The changes themselves, not factored. */
    FULL("full difference");

    private final String label;

    AdapterKind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
