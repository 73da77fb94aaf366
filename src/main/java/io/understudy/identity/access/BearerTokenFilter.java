package io.understudy.identity.access;

import io.understudy.identity.security.PasswordAuthenticationProvider;
import io.understudy.platform.net.ClientNetwork;
import io.understudy.platform.web.Problems;
import io.understudy.platform.web.ProblemsOfFilters;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Admits a request that carries a token, for this one request and without a session. */
class BearerTokenFilter extends OncePerRequestFilter {
    static final int FILES_PER_MINUTE = 60;
    static final int CALLS_PER_MINUTE = 600;
    static final int WRONG_PER_ADDRESS = 30;
    private static final String SCHEME = "bearer ";

    private final AccessTokenService tokens;
    private final ProblemsOfFilters problems;
    private final RateLimit files;
    private final RateLimit calls;
    private final RateLimit wrong;

    BearerTokenFilter(AccessTokenService tokens, ProblemsOfFilters problems, Clock clock) {
        this.tokens = tokens;
        this.problems = problems;
        this.files = new RateLimit(clock, FILES_PER_MINUTE, Duration.ofMinutes(1));
        this.calls = new RateLimit(clock, CALLS_PER_MINUTE, Duration.ofMinutes(1));
        this.wrong = new RateLimit(clock, WRONG_PER_ADDRESS, Duration.ofMinutes(15));
    }

    static boolean carriesToken(HttpServletRequest request) {
        return secret(request).isPresent();
    }

    private static Optional<String> secret(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
                .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(SCHEME))
                .map(header -> header.substring(SCHEME.length()).strip());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<AdmittedMachine> machine;
        try {
            machine = tokens.admit(secret(request).orElse(""));
        } catch (RuntimeException failed) {
            problems.answer(request, response, failed);
            return;
        }
        if (machine.isEmpty()) {
            refuseWrong(request, response);
            return;
        }
        boolean api = Problems.areWanted(request);
        RateLimit used = api ? calls : files;
        // Both secrets of a token have the limit of one.
        String key = machine.get().grant().token().toString();
        Optional<Duration> wait = used.take(key);
        used.write(api ? "api" : "token", key, response);
        if (wait.isPresent()) {
            askToWait(request, response, wait.get());
            return;
        }
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        UsernamePasswordAuthenticationToken who = UsernamePasswordAuthenticationToken.authenticated(
                machine.get().person(),
                null,
                PasswordAuthenticationProvider.authorities(
                        machine.get().person().role()));
        who.setDetails(machine.get().grant());
        context.setAuthentication(who);
        SecurityContextHolder.setContext(context);
        try {
            chain.doFilter(request, response);
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    /** A machine with a valid token is admitted: others behind its address do not lock it out. */
    private void refuseWrong(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Duration> wait = wrong.take(ClientNetwork.of(request.getRemoteAddr()));
        if (wait.isPresent()) {
            askToWait(request, response, wait.get());
            return;
        }
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        refuse(
                request,
                response,
                HttpStatus.UNAUTHORIZED,
                "This token is unknown, expired or revoked. Its owner can create a new one under Access tokens.");
    }

    static void askToWait(HttpServletRequest request, HttpServletResponse response, Duration wait) throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(wait.toSeconds() + 1));
        refuse(request, response, HttpStatus.TOO_MANY_REQUESTS, "Too many requests: try again later.");
    }

    static void refuse(HttpServletRequest request, HttpServletResponse response, HttpStatus status, String words)
            throws IOException {
        if (Problems.areWanted(request)) {
            Problems.write(Problems.of(status, words), response);
            return;
        }
        response.setStatus(status.value());
        response.setContentType(MediaType.TEXT_PLAIN_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.getWriter().write(words);
    }
}
