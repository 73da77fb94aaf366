package io.understudy.prompts.regression;

public enum RegressionVerdict {
    BETTER("Better"),
    SAME("Same"),
    WORSE("Worse");

    private final String label;

    RegressionVerdict(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
