package io.understudy.versions.checklist;

public enum VerdictRule {
    NOT_ASKED("does not show here"),
    SHOWN("shows here"),
    REQUIRED("must say that the file fits");

    private final String words;

    VerdictRule(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
