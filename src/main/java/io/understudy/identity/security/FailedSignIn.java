package io.understudy.identity.security;

import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in that failed, for the page that says so. It is in the session, because an address would keep the e-mail.
 *
 * @param email as it was typed
 * @param waitUntil when the next attempt counts; null when no wait is needed
 */
public record FailedSignIn(String email, @Nullable Instant waitUntil) implements Serializable {
    /** Its name in the session. */
    public static final String KEY = FailedSignIn.class.getName();

    private static final int LONGEST_EMAIL = 320;

    public FailedSignIn {
        email = email.length() > LONGEST_EMAIL ? "" : email;
    }
}
