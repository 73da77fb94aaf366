package io.understudy.training.rehearsal;

public enum RehearsalCheck {
    PICTURES("Every picture decodes"),
    CAPTIONS("Captions found"),
    TRIGGER("Trigger word in the captions"),
    BUCKETS("Buckets sane"),
    LOSS("Loss falls"),
    CHECKPOINT("Checkpoint loads again"),
    SAMPLE("Sample appears");

    private final String label;

    RehearsalCheck(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
