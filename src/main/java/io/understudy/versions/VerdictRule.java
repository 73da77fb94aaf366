package io.understudy.versions;

/** What the passport's verdict about the file means for an item of the checklist. */
public enum VerdictRule {
    NOT_ASKED("does not show here"),
    SHOWN("shows here"),
    REQUIRED("must say that the file fits");

    private final String words;

    VerdictRule(String words) {
        this.words = words;
    }

    /** After "The passport's verdict". */
    public String words() {
        return words;
    }
}
