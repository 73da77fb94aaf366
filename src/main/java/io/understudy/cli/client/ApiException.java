package io.understudy.cli.client;

import org.jspecify.annotations.Nullable;

/** The server declined a request, or gave no answer that can be used. */
public final class ApiException extends RuntimeException {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private final int status;

    /** @param status of the answer; 0 when none arrived, it cannot be read, or the request is still being worked on */
    public ApiException(int status, String words) {
        this(status, words, null);
    }

    ApiException(int status, String words, @Nullable Throwable cause) {
        super(Shown.of(words), cause);
        this.status = status;
    }

    public int status() {
        return status;
    }

    /** Whether the same request may be answered later. */
    public boolean isPassing() {
        return status == 0 || status == TOO_MANY_REQUESTS || status >= SERVER_ERROR;
    }
}
