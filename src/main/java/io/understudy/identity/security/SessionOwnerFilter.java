package io.understudy.identity.security;

import io.understudy.identity.EndOfSession;
import io.understudy.identity.SignedInPerson;
import io.understudy.identity.accounts.Account;
import io.understudy.identity.accounts.Accounts;
import io.understudy.platform.outages.Dependency;
import io.understudy.platform.outages.Outages;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Knows whose a session is, and ends it after its lifetime, when nobody uses it, or when the account is no longer what it
 * was at the sign-in, whichever server changed it.
 */
class SessionOwnerFilter extends OncePerRequestFilter {
    private final ActiveSessions sessions;
    private final Accounts accounts;
    private final Outages outages;
    private final Clock clock;
    private final Duration lifetime;

    SessionOwnerFilter(ActiveSessions sessions, Accounts accounts, Outages outages, Clock clock, Duration lifetime) {
        this.outages = outages;
        this.sessions = sessions;
        this.accounts = accounts;
        this.clock = clock;
        this.lifetime = lifetime;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        endWhenOver(request);
        remember(request);
        try {
            chain.doFilter(request, response);
        } finally {
            remember(request);
        }
    }

    private void remember(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (session == null
                || authentication == null
                || !(authentication.getPrincipal() instanceof SignedInPerson person)) {
            return;
        }
        SessionTraits traits = SessionTraits.of(session);
        if (traits == null || !traits.account().equals(person.accountId())) {
            SessionTraits.begin(session, request, person.accountId(), standing(person), clock.instant());
        }
        if (!RecentRequestFilter.isSentByThePageItself(request)) {
            SessionTraits.use(session, clock.instant());
        }
        sessions.signedIn(session, authentication);
    }

    /** None when the account changed while the person signed in: the next request ends the session. */
    private String standing(SignedInPerson person) {
        return accounts.findById(person.accountId())
                .filter(account -> account.asSignedIn().role() == person.role())
                .map(Account::standing)
                .orElse("");
    }

    /** However busy it is: a page that is left open asks automatically. */
    private void endWhenOver(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        SessionTraits traits = session == null ? null : SessionTraits.of(session);
        if (session == null || traits == null) {
            return;
        }
        if (!traits.since().plus(lifetime).isAfter(clock.instant())) {
            end(session, EndOfSession.TOO_OLD);
        } else if (traits.isIdle(session, clock.instant())) {
            end(session, EndOfSession.ENDED);
        } else if (!stillStands(traits)) {
            end(session, EndOfSession.ENDED);
        }
    }

    /** While the database is known to be away nothing of it is shown or changed, and the open page stays. */
    private boolean stillStands(SessionTraits traits) {
        try {
            return accounts.findById(traits.account())
                    .filter(account -> account.standing().equals(traits.standing()))
                    .isPresent();
        } catch (RuntimeException problem) {
            if (outages.notice(problem).isPresent() && outages.isAway(Dependency.DATABASE)) {
                return true;
            }
            throw problem;
        }
    }

    private static void end(HttpSession session, EndOfSession reason) {
        ActiveSessions.end(session, reason);
        SecurityContextHolder.clearContext();
    }
}
