package io.understudy.identity;

import java.util.Locale;
import java.util.stream.Stream;

/** Why a session ended. The sign-in page is given the key and shows the text: no address can put words there. */
public enum EndOfSession {
    ENDED(
            "Your session has ended. Sign in to return to where you were; text that was not saved is kept in this browser."),
    TOO_OLD(
            "You were signed in for long enough. Sign in to return to where you were; text that was not saved is kept in"
                    + " this browser."),
    NEW_PASSWORD("Your password was changed. Please sign in again."),
    SIGNED_OUT_ELSEWHERE("You were signed out from another of your sessions."),
    SIGNED_OUT_BY_ADMIN("An admin signed you out everywhere. Please sign in again."),
    NEW_ROLE("Your role was changed. Please sign in again."),
    DEACTIVATED("Your account was deactivated.");

    private final String text;

    EndOfSession(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@link #ENDED} for every key that is unknown. */
    public static EndOfSession ofKey(String key) {
        return Stream.of(values())
                .filter(reason -> reason.key().equals(key))
                .findFirst()
                .orElse(ENDED);
    }
}
