package io.understudy.prompts.templates;

public enum UsageKind {
    COPIED("copied as text"),
    FAL("as fal JSON"),
    A1111("as A1111 text"),
    COMFYUI("as ComfyUI graph"),
    EXPANDED("expanded"),
    SHEET("into a test sheet plan"),
    RENDERED("rendered");

    private final String words;

    UsageKind(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
