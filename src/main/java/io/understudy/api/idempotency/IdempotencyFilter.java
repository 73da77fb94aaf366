package io.understudy.api.idempotency;

import io.understudy.identity.SignedInPerson;
import io.understudy.identity.access.TokenGrant;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.web.Problems;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.storage.Spooled;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Gives a request with an {@code Idempotency-Key} that was answered already the same answer, and does nothing else. Only
 * successful answers are kept: a request that failed changed nothing, and may be sent again under its key.
 */
class IdempotencyFilter extends OncePerRequestFilter {
    static final String KEY = "Idempotency-Key";

    private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,200}");
    private static final long MOST_BYTES = 2_000_000_000;
    private static final int MOST_KEPT = 60_000;

    /** After it, a request that was never answered was lost with its server. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final IdempotencyRepository answers;
    private final BlobStore blobs;
    private final Clock clock;

    IdempotencyFilter(IdempotencyRepository answers, BlobStore blobs, Clock clock) {
        this.answers = answers;
        this.blobs = blobs;
        this.clock = clock;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !HttpMethod.POST.matches(request.getMethod()) || request.getHeader(KEY) == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String key = request.getHeader(KEY);
        Optional<UUID> owner = owner();
        if (owner.isEmpty()) {
            chain.doFilter(request, response);
        } else if (!FORM.matcher(key).matches()) {
            refuse(HttpStatus.BAD_REQUEST, "An Idempotency-Key has 1 to 200 visible ASCII characters.", response);
        } else {
            try (Spooled body = blobs.spool(request.getInputStream(), MOST_BYTES)) {
                answer(owner.get(), key, body, request, response, chain);
            } catch (DomainException.RuleViolation tooLarge) {
                refuse(HttpStatus.CONTENT_TOO_LARGE, tooLarge.words(), response);
            }
        }
    }

    /** Each token has keys of its own: what one was answered, another one may not see. */
    private static Optional<UUID> owner() {
        Authentication who = SecurityContextHolder.getContext().getAuthentication();
        return who != null && who.getPrincipal() instanceof SignedInPerson person
                ? Optional.of(TokenGrant.current().map(TokenGrant::token).orElse(person.accountId()))
                : Optional.empty();
    }

    private void answer(
            UUID owner,
            String key,
            Spooled body,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws ServletException, IOException {
        String hash = hash(request, body);
        answers.giveBack(owner, key, clock.instant().minus(PATIENCE));
        if (answers.claim(owner, key, hash, clock.instant())) {
            doOnce(owner, key, hash, new SpooledRequest(request, body), response, chain);
            return;
        }
        Optional<StoredAnswer> known = answers.find(owner, key);
        if (known.isPresent() && !known.get().requestHash().equals(hash)) {
            refuse(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "This Idempotency-Key belongs to another request. Use a new one for each request.",
                    response);
        } else if (known.isEmpty() || known.get().status() == null) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "1");
            refuse(HttpStatus.CONFLICT, "The same request is still being worked on. Ask again in a moment.", response);
        } else {
            replay(known.get(), response);
        }
    }

    private void doOnce(
            UUID owner,
            String key,
            String hash,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws ServletException, IOException {
        ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
        boolean kept = false;
        try {
            chain.doFilter(request, answer);
            byte[] body = answer.getContentAsByteArray();
            if (HttpStatus.valueOf(answer.getStatus()).is2xxSuccessful() && body.length <= MOST_KEPT) {
                answers.answered(
                        owner,
                        key,
                        new StoredAnswer(
                                hash,
                                clock.instant(),
                                answer.getStatus(),
                                answer.getContentType(),
                                answer.getHeader(HttpHeaders.LOCATION),
                                answer.getHeader(HttpHeaders.ETAG),
                                new String(body, StandardCharsets.UTF_8)));
                kept = true;
            }
        } finally {
            if (!kept) {
                answers.withdraw(owner, key);
            }
            answer.copyBodyToResponse();
        }
    }

    private static void replay(StoredAnswer answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.status() == null ? HttpStatus.OK.value() : answer.status());
        header(HttpHeaders.CONTENT_TYPE, answer.contentType(), response);
        header(HttpHeaders.LOCATION, answer.location(), response);
        header(HttpHeaders.ETAG, answer.entityTag(), response);
        response.setHeader("Idempotent-Replayed", "true");
        if (answer.body() != null) {
            response.getOutputStream().write(answer.body().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void header(String name, @Nullable String value, HttpServletResponse response) {
        if (value != null) {
            response.setHeader(name, value);
        }
    }

    private static String hash(HttpServletRequest request, Spooled body) {
        String all = String.join(
                "\n",
                request.getRequestURI(),
                String.valueOf(request.getQueryString()),
                String.valueOf(request.getContentType()),
                body.hash().hex());
        return BlobHash.of(all.getBytes(StandardCharsets.UTF_8)).hex();
    }

    private static void refuse(HttpStatus status, String words, HttpServletResponse response) throws IOException {
        Problems.write(Problems.of(status, words), response);
    }
}
