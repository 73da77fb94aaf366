package io.understudy.training.backends.api;

public enum JobField {
    TRIGGER_WORD("triggerWord", "Trigger word"),
    STEPS("steps", "Steps"),
    LEARNING_RATE("learningRate", "Learning rate"),
    RANK("rank", "Rank"),
    ALPHA("alpha", "Alpha"),
    BATCH_SIZE("batchSize", "Batch size"),
    RESOLUTION("resolution", "Resolution"),
    SEED("seed", "Seed"),
    SAMPLE_EVERY("sampleEvery", "Sample every"),
    SAVE_EVERY("saveEvery", "Save every"),
    SAMPLE_PROMPTS("samplePrompts", "Sample prompts");

    private final String property;
    private final String label;

    JobField(String property, String label) {
        this.property = property;
        this.label = label;
    }

    public String property() {
        return property;
    }

    public String label() {
        return label;
    }
}
