package io.understudy.inbox;

/** What a notice asks of whoever reads it. */
public enum NoticeKind {
    /** Something of theirs came to its good end. */
    DONE("Done"),
    /** Something of theirs went wrong; it says what to do. */
    PROBLEM("Problem"),
    /** Somebody waits for them. */
    REQUEST("Waits for you"),
    /** Good to know, nothing to do. */
    NEWS("News");

    private final String label;

    NoticeKind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
