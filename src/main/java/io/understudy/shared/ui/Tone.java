package io.understudy.shared.ui;

/** How a state is coloured; the word and the icon beside it carry the meaning for those who do not see the colour. */
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
