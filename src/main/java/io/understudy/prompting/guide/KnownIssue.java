package io.understudy.prompting.guide;

public enum KnownIssue {
    FACE_VARIES(
            "Face looks different each generation",
            "Not enough face close-ups in dataset",
            "Add more face images from different angles"),
    BODY_WRONG(
            "Body proportions are wrong",
            "Inconsistent body images in dataset",
            "Ensure consistent body type across all images"),
    DOES_NOT_ACTIVATE(
            "LoRA doesn't activate",
            "Trigger word not in prompt",
            "Always include your trigger word at the start of prompts"),
    OVERFITTING(
            "Overfitting (copies training images exactly)",
            "Too many steps or too high learning rate",
            "Reduce steps to 800, lower learning rate to 5e-5");

    private final String symptom;
    private final String cause;
    private final String fix;

    KnownIssue(String symptom, String cause, String fix) {
        this.symptom = symptom;
        this.cause = cause;
        this.fix = fix;
    }

    public String symptom() {
        return symptom;
    }

    public String cause() {
        return cause;
    }

    public String fix() {
        return fix;
    }
}
