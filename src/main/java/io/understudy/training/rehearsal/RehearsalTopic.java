package io.understudy.training.rehearsal;

public enum RehearsalTopic {
    PICTURES("Every picture decodes"),
    CAPTIONS("Captions found"),
    TRIGGER("Trigger word in the captions"),
    BUCKETS("Buckets sane"),
    LOSS("Loss falls"),
    CHECKPOINT("Checkpoint loads again"),
    SAMPLE("Sample appears");

    private final String label;

    RehearsalTopic(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
