package io.understudy.identity.security;

import io.understudy.identity.EndOfSession;
import io.understudy.identity.SignedInPerson;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Knows whose a session is, and ends it after its lifetime. */
class SessionOwnerFilter extends OncePerRequestFilter {
    private static final String SIGNED_IN_AT = SessionOwnerFilter.class.getName() + ".signedInAt";

    private final ActiveSessions sessions;
    private final Clock clock;
    private final Duration lifetime;

    SessionOwnerFilter(ActiveSessions sessions, Clock clock, Duration lifetime) {
        this.sessions = sessions;
        this.clock = clock;
        this.lifetime = lifetime;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        remember(request);
        endWhenTooOld(request);
        try {
            chain.doFilter(request, response);
        } finally {
            remember(request);
        }
    }

    private void remember(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (session != null && authentication != null && authentication.getPrincipal() instanceof SignedInPerson) {
            if (session.getAttribute(SIGNED_IN_AT) == null) {
                session.setAttribute(SIGNED_IN_AT, clock.instant());
            }
            sessions.signedIn(session, authentication);
        }
    }

    /** However busy it is: a page that is left open asks automatically. */
    private void endWhenTooOld(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null
                && session.getAttribute(SIGNED_IN_AT) instanceof Instant since
                && !since.plus(lifetime).isAfter(clock.instant())) {
            ActiveSessions.end(session, EndOfSession.TOO_OLD);
            SecurityContextHolder.clearContext();
        }
    }
}
