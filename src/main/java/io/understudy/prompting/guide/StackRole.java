package io.understudy.prompting.guide;

public enum StackRole {
    CHARACTER("Character", 0.9, "Your main character"),
    STYLE("Style", 0.5, "Photography style"),
    POSE("Pose", 0.3, "Specific poses"),
    OTHER("Other", 0.3, "Anything else");

    private final String label;
    private final double usualStrength;
    private final String purpose;

    StackRole(String label, double usualStrength, String purpose) {
        this.label = label;
        this.usualStrength = usualStrength;
        this.purpose = purpose;
    }

    public String label() {
        return label;
    }

    public double usualStrength() {
        return usualStrength;
    }

    public String purpose() {
        return purpose;
    }
}
