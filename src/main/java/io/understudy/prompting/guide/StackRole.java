package io.understudy.prompting.guide;

import io.understudy.lora.Strength;

public enum StackRole {
    CHARACTER("Character", 0.9, "Your main character"),
    STYLE("Style", 0.5, "Photography style"),
    POSE("Pose", 0.3, "Specific poses"),
    OTHER("Other", 0.3, "Anything else");

    private final String label;
    private final Strength usualStrength;
    private final String purpose;

    StackRole(String label, double usualStrength, String purpose) {
        this.label = label;
        this.usualStrength = new Strength(usualStrength);
        this.purpose = purpose;
    }

    public String label() {
        return label;
    }

    public Strength usualStrength() {
        return usualStrength;
    }

    public String purpose() {
        return purpose;
    }
}
