package io.understudy.cli.client;

import io.understudy.platform.web.ProblemType;
import org.jspecify.annotations.Nullable;

/** The server declined a request, or gave no answer that can be used. */
public final class ApiException extends RuntimeException {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private final int status;
    private final String type;

    /** @param status of the answer; 0 when none arrived, it cannot be read, or the request is still being worked on */
    public ApiException(int status, String words) {
        this(status, words, "", null);
    }

    /** @param type of the problem that the server names; empty where it names none */
    ApiException(int status, String words, String type, @Nullable Throwable cause) {
        super(Shown.of(words), cause);
        this.status = status;
        this.type = type;
    }

    public int status() {
        return status;
    }

    /** Whether the request was done, and only its answer is lost. */
    public boolean isAnswerLost() {
        return type.equals(ProblemType.ANSWER_NOT_KEPT.uri().toString());
    }

    /** Whether the same request may be answered later. */
    public boolean isPassing() {
        return status == 0 || status == TOO_MANY_REQUESTS || status >= SERVER_ERROR;
    }
}
