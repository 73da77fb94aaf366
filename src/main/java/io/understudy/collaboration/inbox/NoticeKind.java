package io.understudy.collaboration.inbox;

public enum NoticeKind {
    REQUEST("Action needed"),
    PROBLEM("Problem"),
    DONE("Done"),
    NEWS("News");

    private final String label;

    NoticeKind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
