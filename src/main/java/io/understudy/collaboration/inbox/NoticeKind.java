package io.understudy.collaboration.inbox;

public enum NoticeKind {
    DONE("Done"),
    PROBLEM("Problem"),
    REQUEST("Action needed"),
    NEWS("News");

    private final String label;

    NoticeKind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
