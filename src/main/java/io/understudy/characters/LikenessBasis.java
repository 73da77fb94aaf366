package io.understudy.characters;

public enum LikenessBasis {
    SYNTHETIC("Synthetic", "The character is made up and resembles no living person."),
    CONSENT("Consented person", "A real person agreed; their consent is kept as a file."),
    OWN("Own likeness", "The maker trains a LoRA of themselves.");

    private final String label;
    private final String meaning;

    LikenessBasis(String label, String meaning) {
        this.label = label;
        this.meaning = meaning;
    }

    public String label() {
        return label;
    }

    public String meaning() {
        return meaning;
    }
}
