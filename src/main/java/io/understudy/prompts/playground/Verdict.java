package io.understudy.prompts.playground;

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
