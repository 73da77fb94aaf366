package io.understudy.identity.access;

import io.understudy.identity.SignedInPerson;
import io.understudy.identity.accounts.SecretToken;
import io.understudy.identity.security.PasswordAuthenticationProvider;
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
    static final int PER_MINUTE = 60;
    static final int WRONG_PER_ADDRESS = 30;
    private static final String SCHEME = "bearer ";

    private final AccessTokenService tokens;
    private final RateLimit used;
    private final RateLimit wrong;

    BearerTokenFilter(AccessTokenService tokens, Clock clock) {
        this.tokens = tokens;
        this.used = new RateLimit(clock, PER_MINUTE, Duration.ofMinutes(1));
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
        Optional<Duration> wait = used.wait(key);
        if (wait.isPresent()) {
            used.write("token", key, response);
            askToWait(response, wait.get());
            return;
        }
        Optional<SignedInPerson> person = tokens.admit(secret);
        if (person.isEmpty()) {
            refuseWrong(response, address);
            return;
        }
        used.spend(key);
        used.write("token", key, response);
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                person.get(),
                null,
                PasswordAuthenticationProvider.authorities(person.get().role())));
        SecurityContextHolder.setContext(context);
        try {
            chain.doFilter(request, response);
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    /** A machine with a valid token is admitted: others behind its address do not lock it out. */
    private void refuseWrong(HttpServletResponse response, String address) throws IOException {
        Optional<Duration> wait = wrong.wait(address);
        if (wait.isPresent()) {
            askToWait(response, wait.get());
            return;
        }
        wrong.spend(address);
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        refuse(
                response,
                HttpStatus.UNAUTHORIZED,
                "This token is unknown, expired or revoked. Its owner can create a new one under Access tokens.");
    }

    static void askToWait(HttpServletResponse response, Duration wait) throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(wait.toSeconds() + 1));
        refuse(response, HttpStatus.TOO_MANY_REQUESTS, "Too many requests: try again later.");
    }

    static void refuse(HttpServletResponse response, HttpStatus status, String words) throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.TEXT_PLAIN_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.getWriter().write(words);
    }
}
