package io.understudy.platform.core;

import java.time.Instant;

/**
 * Why something starts nothing.
 *
 * @param by the name of who paused it
 * @param reason may be empty
 */
public record PauseNote(Instant since, String by, String reason) {
    public String words() {
        return by + " paused it" + (reason.isEmpty() ? "." : ": " + (reason.endsWith(".") ? reason : reason + "."));
    }
}
