package io.understudy.api.problems;

import io.understudy.platform.web.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** A request that HTTP itself has a status for, unlike those that a service declines. */
public final class RequestProblem extends RuntimeException {
    private final HttpStatus status;
    private final String field;

    /** @param field the parameter, header or property that is wrong; empty when it is about the whole request */
    public RequestProblem(HttpStatus status, String field, String message) {
        super(message);
        this.status = status;
        this.field = field;
    }

    ProblemDetail detail() {
        ProblemDetail problem = Problems.of(status, String.valueOf(getMessage()));
        if (!field.isEmpty()) {
            problem.setProperty("field", field);
        }
        return problem;
    }
}
