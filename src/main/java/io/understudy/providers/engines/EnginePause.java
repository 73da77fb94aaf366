package io.understudy.providers.engines;

/** Why an engine starts nothing. */
public record EnginePause(String by, String reason) {
    public String words() {
        return by + " paused it" + (reason.isEmpty() ? "." : ": " + (reason.endsWith(".") ? reason : reason + "."));
    }
}
