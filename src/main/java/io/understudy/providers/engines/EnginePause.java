package io.understudy.providers.engines;

import java.time.Instant;

/** Why an engine starts nothing. */
public record EnginePause(Instant since, String by, String reason) {
    public String words() {
        return by + " paused it" + (reason.isEmpty() ? "." : ": " + (reason.endsWith(".") ? reason : reason + "."));
    }
}
