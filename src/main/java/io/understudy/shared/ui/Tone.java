package io.understudy.shared.ui;

public enum Tone {
    NEUTRAL,
    INFO,
    GOOD,
    WARN,
    BAD;

    String cssClass() {
        return "tone-" + name().toLowerCase(java.util.Locale.ROOT);
    }
}
