package io.understudy.providers.engines;

import org.jspecify.annotations.Nullable;

/** An engine does not answer, or not as one of its kind; the message says so to an admin, and what to do. */
public class EngineProblem extends RuntimeException {
    public EngineProblem(String words, @Nullable Throwable cause) {
        super(words, cause);
    }

    public String words() {
        return String.valueOf(getMessage());
    }
}
