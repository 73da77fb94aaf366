package io.understudy.api.idempotency;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Keeps what a request with an {@code Idempotency-Key} was answered, once {@link IdempotencyInterceptor} claimed it. A
 * request that was refused changed nothing, and may be sent again under its key; one that failed may have changed
 * something.
 */
class IdempotencyFilter extends OncePerRequestFilter {
    static final String KEY = "Idempotency-Key";

    private static final Logger LOG = LoggerFactory.getLogger(IdempotencyFilter.class);
    private static final int MOST_KEPT = 60_000;

    private final IdempotencyRepository answers;

    IdempotencyFilter(IdempotencyRepository answers) {
        this.answers = answers;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !HttpMethod.POST.matches(request.getMethod()) || request.getHeader(KEY) == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
        boolean finished = false;
        try (KeyedRequest keyed = new KeyedRequest(request)) {
            chain.doFilter(keyed, answer);
            finished = true;
        } finally {
            Claim claim = Claim.of(request);
            if (claim != null) {
                int status = finished ? answer.getStatus() : HttpStatus.INTERNAL_SERVER_ERROR.value();
                settle(claim, status, answer, Claim.isRepeatable(request), Claim.isAnswerKept(request));
            }
            answer.copyBodyToResponse();
        }
    }

    private void settle(
            Claim claim, int status, ContentCachingResponseWrapper answer, boolean repeatable, boolean keeps) {
        try {
            if (HttpStatusCode.valueOf(status).is4xxClientError()) {
                answers.withdraw(claim);
                return;
            }
            if (repeatable && HttpStatusCode.valueOf(status).is5xxServerError()) {
                answers.release(claim);
                return;
            }
            byte[] body = answer.getContentAsByteArray();
            boolean kept = keeps && HttpStatusCode.valueOf(status).is2xxSuccessful() && body.length <= MOST_KEPT;
            answers.answered(
                    claim,
                    status,
                    answer.getContentType(),
                    answer.getHeader(HttpHeaders.LOCATION),
                    answer.getHeader(HttpHeaders.ETAG),
                    kept ? new String(body, StandardCharsets.UTF_8) : null);
        } catch (RuntimeException problem) {
            // The request is done and gets its answer; under its key it counts as worked on.
            LOG.warn("The answer to a request with a key could not be kept", problem);
        }
    }
}
