package io.understudy.api.idempotency;

import io.understudy.api.problems.RequestProblem;
import io.understudy.identity.SignedInPerson;
import io.understudy.identity.access.NeedsScope;
import io.understudy.identity.access.TokenGrant;
import io.understudy.identity.access.TokenScope;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.web.ProblemType;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.storage.Spooled;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.util.WebUtils;

/** Gives a request with an {@code Idempotency-Key} that was answered already the same answer, and does nothing else. */
@Component
class IdempotencyInterceptor implements HandlerInterceptor, WebMvcConfigurer {
    static final Duration KEPT = Duration.ofHours(24);

    private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,200}");
    private static final long LARGEST_FILE = 2_000_000_000;
    private static final long LARGEST_BODY = 1_000_000;

    /** After it, a request that was never answered was lost with its server. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final ObjectProvider<IdempotencyRepository> answers;
    private final ObjectProvider<BlobStore> blobs;
    private final Clock clock;

    /** What it needs is asked for late: interceptors exist before most services do. */
    IdempotencyInterceptor(
            ObjectProvider<IdempotencyRepository> answers, ObjectProvider<BlobStore> blobs, Clock clock) {
        this.answers = answers;
        this.blobs = blobs;
        this.clock = clock;
    }

    /** After those that refuse: nothing is read of a request that may not come here. */
    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).order(2);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        KeyedRequest keyed = WebUtils.getNativeRequest(request, KeyedRequest.class);
        Optional<UUID> owner = owner();
        if (keyed == null || owner.isEmpty() || !(handler instanceof HandlerMethod method) || keepsNothing(method)) {
            return true;
        }
        String key = keyed.getHeader(IdempotencyFilter.KEY);
        if (!FORM.matcher(key).matches()) {
            throw problem(ProblemType.INVALID_REQUEST, "An Idempotency-Key has 1 to 200 visible ASCII characters.");
        }
        boolean ours = claim(owner.get(), key, hash(keyed, spooled(keyed, method)), keyed, response);
        if (ours && method.hasMethodAnnotation(AnswerHasSecret.class)) {
            Claim.keepNoAnswer(keyed);
        }
        return ours;
    }

    /** Each token has keys of its own: what one was answered, another one may not see. */
    private static Optional<UUID> owner() {
        Authentication who = SecurityContextHolder.getContext().getAuthentication();
        return who != null && who.getPrincipal() instanceof SignedInPerson person
                ? Optional.of(TokenGrant.current().map(TokenGrant::token).orElse(person.accountId()))
                : Optional.empty();
    }

    /**
     * What changes nothing is simply done again, and its body read where it is bounded. What people decide is bound to what
     * they read; nothing of it is kept, as it may have a password, whose hash must not be a fast one.
     */
    private static boolean keepsNothing(HandlerMethod method) {
        NeedsScope needed = method.getMethodAnnotation(NeedsScope.class);
        return needed != null
                && (needed.value() == TokenScope.READ || !needed.onlyPeople().isEmpty());
    }

    private Spooled spooled(KeyedRequest request, HandlerMethod method) throws IOException {
        PostMapping post = method.getMethodAnnotation(PostMapping.class);
        boolean file = post != null && List.of(post.consumes()).contains(MediaType.APPLICATION_OCTET_STREAM_VALUE);
        try {
            return request.spool(blobs.getObject(), file ? LARGEST_FILE : LARGEST_BODY);
        } catch (DomainException.RuleViolation tooLarge) {
            throw new RequestProblem(HttpStatus.CONTENT_TOO_LARGE, "", tooLarge.words());
        }
    }

    /** @return whether the request is to be worked on, here and now */
    private boolean claim(UUID owner, String key, String hash, KeyedRequest request, HttpServletResponse response)
            throws IOException {
        IdempotencyRepository all = answers.getObject();
        Instant now = clock.instant();
        all.forget(owner, key, now.minus(KEPT));
        boolean ours = all.claim(owner, key, hash, now) || all.takeOver(owner, key, hash, now.minus(PATIENCE), now);
        StoredAnswer known = all.find(owner, key).orElse(null);
        if (ours && known != null) {
            new Claim(owner, key, hash, known.begunAt(), known.claimedAt()).keepIn(request);
            return true;
        }
        if (known != null && !known.requestHash().equals(hash)) {
            throw problem(
                    ProblemType.KEY_OF_ANOTHER_REQUEST,
                    "This Idempotency-Key belongs to another request. Use a new one for each request.");
        }
        if (known == null || known.status() == null) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "1");
            throw problem(
                    ProblemType.STILL_IN_PROGRESS, "The same request is still being worked on. Ask again in a moment.");
        }
        replay(known, known.status(), response);
        return false;
    }

    private static void replay(StoredAnswer answer, int status, HttpServletResponse response) throws IOException {
        if (answer.body() == null) {
            throw status < HttpStatus.INTERNAL_SERVER_ERROR.value()
                    ? problem(
                            ProblemType.ANSWER_NOT_KEPT,
                            "This request was done, but its answer was not kept: it was too long, or had a secret. Read what it"
                                    + " made.")
                    : problem(
                            ProblemType.FAILED_HALF_WAY,
                            "This request failed half-way. Read what it made, and send what is missing under a new key.");
        }
        response.setStatus(status);
        header(HttpHeaders.CONTENT_TYPE, answer.contentType(), response);
        header(HttpHeaders.LOCATION, answer.location(), response);
        header(HttpHeaders.ETAG, answer.entityTag(), response);
        response.setHeader("Idempotent-Replayed", "true");
        response.getOutputStream().write(answer.body().getBytes(StandardCharsets.UTF_8));
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

    private static RequestProblem problem(ProblemType type, String words) {
        return new RequestProblem(type, IdempotencyFilter.KEY, words);
    }
}
