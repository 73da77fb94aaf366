package io.understudy.platform.ui;

public enum BadgeTone {
    NEUTRAL,
    INFO,
    GOOD,
    WARN,
    BAD;

    String cssClass() {
        return "tone-" + name().toLowerCase(java.util.Locale.ROOT);
    }
}
