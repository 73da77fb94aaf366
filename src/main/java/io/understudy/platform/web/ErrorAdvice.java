package io.understudy.platform.web;

import io.understudy.platform.core.DomainException;
import io.understudy.platform.outages.Dependency;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;

/**
 * Answers refused requests: with an RFC 9457 problem where JSON is asked for, with the words alone everywhere else. What
 * fails when its answer has begun is thrown on, so that the server closes the connection.
 */
@RestControllerAdvice
class ErrorAdvice {
    @ExceptionHandler
    ResponseEntity<?> answer(DomainException refusal, WebRequest request, HttpServletResponse response) {
        if (response.isCommitted()) {
            throw refusal;
        }
        ProblemDetail problem = Problems.of(refusal);
        HttpStatus status = HttpStatus.valueOf(problem.getStatus());
        return wantsJson(request.getHeader(HttpHeaders.ACCEPT))
                ? PlainText.uncached(status, MediaType.APPLICATION_PROBLEM_JSON).body(problem)
                : PlainText.answer(status, refusal.words());
    }

    /** Nothing is wrong with the request where the database is away: it may succeed later. */
    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<String> answerLater(RuntimeException problem, HttpServletResponse response) {
        if (response.isCommitted() || Dependency.lostIn(problem).isEmpty()) {
            throw problem;
        }
        return PlainText.answer(HttpStatus.SERVICE_UNAVAILABLE, "The database does not answer. Try again in a moment.");
    }

    private static boolean wantsJson(@Nullable String accept) {
        return accept != null && accept.contains("json");
    }
}
