package io.understudy.api.problems;

import io.understudy.platform.web.ProblemType;
import io.understudy.platform.web.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

/** A request that HTTP itself has a status for, unlike those that a service declines. */
public final class RequestProblem extends RuntimeException {
    private final @Nullable ProblemType type;
    private final HttpStatusCode status;
    private final String field;

    /** @param field the parameter, header or property that is wrong; empty when it is about the whole request */
    public RequestProblem(HttpStatus status, String field, String message) {
        super(message);
        this.type = null;
        this.status = status;
        this.field = field;
    }

    /** As {@link #RequestProblem(HttpStatus, String, String)}, where the status does not say all. */
    public RequestProblem(ProblemType type, String field, String message) {
        super(message);
        this.type = type;
        this.status = HttpStatusCode.valueOf(type.status());
        this.field = field;
    }

    ProblemDetail detail() {
        String words = String.valueOf(getMessage());
        ProblemDetail problem = type == null ? Problems.of(status, words) : Problems.of(type, words);
        if (!field.isEmpty()) {
            problem.setProperty("field", field);
        }
        return problem;
    }
}
