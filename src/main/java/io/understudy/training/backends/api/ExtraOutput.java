package io.understudy.training.backends.api;

/** What a person can ask a trainer for while it trains, in addition to what it makes regularly. */
public enum ExtraOutput {
    CHECKPOINT("a checkpoint"),
    SAMPLES("samples");

    private final String words;

    ExtraOutput(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
