package io.understudy.identity.access;

import io.understudy.identity.accounts.SecretToken;
import io.understudy.identity.security.PasswordAuthenticationProvider;
import io.understudy.platform.web.Problems;
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
    private final RateLimit files;
    private final RateLimit calls;
    private final RateLimit wrong;

    BearerTokenFilter(AccessTokenService tokens, Clock clock) {
        this.tokens = tokens;
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
        String secret = secret(request).orElse("");
        String address = request.getRemoteAddr();
        String key = new SecretToken(secret).hash();
        boolean api = Problems.areWanted(request);
        RateLimit used = api ? calls : files;
        String policy = api ? "api" : "token";
        Optional<Duration> wait = used.wait(key);
        if (wait.isPresent()) {
            used.write(policy, key, response);
            askToWait(request, response, wait.get());
            return;
        }
        Optional<AdmittedMachine> machine = tokens.admit(secret);
        if (machine.isEmpty()) {
            refuseWrong(request, response, address);
            return;
        }
        used.spend(key);
        used.write(policy, key, response);
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
    private void refuseWrong(HttpServletRequest request, HttpServletResponse response, String address)
            throws IOException {
        Optional<Duration> wait = wrong.wait(address);
        if (wait.isPresent()) {
            askToWait(request, response, wait.get());
            return;
        }
        wrong.spend(address);
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
