package io.understudy.prompts.playground;

/** What a reviewer says about a picture that was drawn anew. */
public enum Verdict {
    BETTER("Better"),
    SAME("Same"),
    WORSE("Worse");

    private final String label;

    Verdict(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
