package io.understudy.prompting.guide;

public enum Preset {
    FACE_CHARACTER("Face or character", "The guide's default: likeness with room to move.", 1000, 1e-4, 16),
    SUBTLE("Subtle", "Half the learning rate: learns more slowly, stays more flexible.", 1000, 5e-5, 16),
    DETAILED("More detail", "Rank 32: capacity for freckles, tattoos, jewellery; twice the file.", 1000, 1e-4, 32),
    SMALL_FILE("Small file", "Rank 8: half the file, a little less detail.", 1000, 1e-4, 8),
    AGAINST_OVERFITTING(
            "Against overfitting", "When samples copy the training pictures: 800 steps at 5e-5.", 800, 5e-5, 16);

    private final String label;
    private final String purpose;
    private final int steps;
    private final double learningRate;
    private final int rank;

    Preset(String label, String purpose, int steps, double learningRate, int rank) {
        this.label = label;
        this.purpose = purpose;
        this.steps = steps;
        this.learningRate = learningRate;
        this.rank = rank;
    }

    public String label() {
        return label;
    }

    public String purpose() {
        return purpose;
    }

    public int steps() {
        return steps;
    }

    public double learningRate() {
        return learningRate;
    }

    public int rank() {
        return rank;
    }

    /** Equal to the rank, so that the effective scale is 1. */
    public double alpha() {
        return rank;
    }

    public int batchSize() {
        return 1;
    }

    /** Edge length in px. */
    public int resolution() {
        return ParameterBands.RESOLUTION;
    }
}
