package io.understudy.identity.security;

import io.understudy.identity.EndOfSession;
import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import jakarta.servlet.http.HttpSession;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.context.request.RequestContextHolder;

/** Where a person is signed in, as far as this server knows. */
@Service
@MembersOnly
@Transactional
public class SessionService {
    private final ActiveSessions sessions;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;

    SessionService(ActiveSessions sessions, CurrentActor actor, AuditEvents auditEvents) {
        this.sessions = sessions;
        this.actor = actor;
        this.auditEvents = auditEvents;
    }

    private record Known(HttpSession session, OpenSession shown) {}

    /** This one first, then the one that was used last. */
    @Transactional(readOnly = true)
    public List<OpenSession> mine() {
        return known().map(Known::shown)
                .sorted(Comparator.comparing(OpenSession::current)
                        .thenComparing(OpenSession::lastUsed)
                        .reversed())
                .toList();
    }

    /** @throws DomainException.NotFound when it has ended or is another person's */
    public void end(UUID id) {
        end(known().filter(known -> known.shown().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new DomainException.NotFound("This session has already ended.")));
    }

    public void endOthers() {
        known().filter(known -> !known.shown().current()).toList().forEach(this::end);
    }

    private void end(Known known) {
        OpenSession shown = known.shown();
        auditEvents.publish(
                "session.ended",
                new AuditEvent.Subject("session", shown.id().toString(), shown.browser()),
                Map.of("address", shown.address()));
        ActiveSessions.end(known.session(), EndOfSession.SIGNED_OUT_ELSEWHERE);
    }

    private Stream<Known> known() {
        String current = Optional.ofNullable(RequestContextHolder.getRequestAttributes())
                .map(request -> request.getSessionId())
                .orElse("");
        return sessions.of(actor.get().id()).stream()
                .flatMap(session -> shown(session, current).map(shown -> new Known(session, shown)).stream());
    }

    private static Optional<OpenSession> shown(HttpSession session, String current) {
        try {
            return Optional.ofNullable(SessionTraits.of(session))
                    .map(traits -> traits.shown(session, session.getId().equals(current)));
        } catch (IllegalStateException ended) {
            return Optional.empty();
        }
    }
}
