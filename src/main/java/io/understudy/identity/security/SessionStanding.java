package io.understudy.identity.security;

import io.understudy.identity.accounts.Accounts;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Whether a session is still the one that its person signed in to, whichever server changed the account. */
@Component
public class SessionStanding {
    private final Accounts accounts;
    private final Clock clock;
    private final Duration lifetime;

    SessionStanding(Accounts accounts, Clock clock, @Value("${understudy.session-lifetime}") Duration lifetime) {
        this.accounts = accounts;
        this.clock = clock;
        this.lifetime = lifetime;
    }

    public boolean stands(HttpSession session) {
        SessionTraits traits = traits(session);
        return traits != null
                && traits.since().plus(lifetime).isAfter(clock.instant())
                && accounts.findById(traits.account())
                        .filter(account -> account.standing().equals(traits.standing()))
                        .isPresent();
    }

    private static @Nullable SessionTraits traits(HttpSession session) {
        try {
            return SessionTraits.of(session);
        } catch (IllegalStateException ended) {
            return null;
        }
    }
}
