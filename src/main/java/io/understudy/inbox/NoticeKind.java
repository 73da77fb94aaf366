package io.understudy.inbox;

public enum NoticeKind {
    DONE("Done"),
    PROBLEM("Problem"),
    REQUEST("Waits for you"),
    NEWS("News");

    private final String label;

    NoticeKind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
