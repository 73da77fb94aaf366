package io.understudy.identity.security;

import com.vaadin.flow.server.VaadinSession;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.understudy.identity.EndOfSession;
import io.understudy.identity.SignedInPerson;
import io.understudy.identity.accounts.AccessEnded;
import io.understudy.identity.ui.LoginView;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * The HTTP sessions of this node by person, so that they can be ended the moment a person is deactivated, changes role
 * or password: the open pages are sent to the sign-in page, and the session is gone.
 */
@Component
class ActiveSessions implements HttpSessionListener, MeterBinder {
    private static final Logger log = LoggerFactory.getLogger(ActiveSessions.class);

    private final Map<UUID, Set<HttpSession>> byAccount = new ConcurrentHashMap<>();

    void signedIn(HttpSession session, Authentication authentication) {
        if (authentication.getPrincipal() instanceof SignedInPerson person) {
            byAccount
                    .computeIfAbsent(person.accountId(), id -> ConcurrentHashMap.newKeySet())
                    .add(session);
        }
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        Gauge.builder(
                        "understudy.sessions",
                        byAccount,
                        all -> all.values().stream().mapToInt(Set::size).sum())
                .description("Sessions of people who are signed in on this node")
                .register(meters);
    }

    Set<HttpSession> of(UUID account) {
        return Set.copyOf(byAccount.getOrDefault(account, Set.of()));
    }

    @Override
    public void sessionDestroyed(HttpSessionEvent event) {
        HttpSession gone = event.getSession();
        Object context = gone.getAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY);
        if (context instanceof SecurityContext security
                && security.getAuthentication() instanceof Authentication authentication
                && authentication.getPrincipal() instanceof SignedInPerson person) {
            byAccount.computeIfPresent(person.accountId(), (id, sessions) -> {
                sessions.removeIf(session -> session.getId().equals(gone.getId()));
                return sessions.isEmpty() ? null : sessions;
            });
        }
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void end(AccessEnded ended) {
        Set<HttpSession> sessions = byAccount.remove(ended.account().value());
        if (sessions != null) {
            sessions.forEach(session -> end(session, ended.reason()));
        }
    }

    static void end(HttpSession session, EndOfSession reason) {
        String login = "login?" + LoginView.ENDED + "=" + reason.key();
        try {
            var open = VaadinSession.getAllSessions(session);
            if (open.isEmpty()) {
                invalidate(session);
                return;
            }
            // Queued on the session's own lock: ending another person's access does not wait for their page.
            open.forEach(vaadin -> vaadin.access(() -> {
                try {
                    // A page that cannot be reached leaves the session while it is notified.
                    List.copyOf(vaadin.getUIs()).stream()
                            .filter(ui -> ui.getSession() != null)
                            .forEach(ui -> {
                                ui.getPage().setLocation(login);
                                ui.push();
                            });
                } finally {
                    invalidate(session);
                }
            }));
        } catch (IllegalStateException alreadyInvalid) {
            log.debug("The session has already ended, which is what was wanted", alreadyInvalid);
        }
    }

    private static void invalidate(HttpSession session) {
        try {
            session.invalidate();
        } catch (IllegalStateException alreadyInvalid) {
            log.debug("The session has already ended, which is what was wanted", alreadyInvalid);
        }
    }
}
