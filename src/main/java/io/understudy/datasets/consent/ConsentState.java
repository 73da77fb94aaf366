package io.understudy.datasets.consent;

public enum ConsentState {
    MISSING("nothing on record"),
    GIVEN("on record"),
    WITHDRAWN("withdrawn");

    private final String words;

    ConsentState(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
