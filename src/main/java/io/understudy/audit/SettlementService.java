package io.understudy.audit;

import io.understudy.identity.AdminsOnly;
import io.understudy.identity.accounts.PasswordProof;
import io.understudy.identity.accounts.Reauthentication;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.DomainException;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@AdminsOnly
@Transactional
public class SettlementService {
    private static final int REASON_LENGTH = 1000;

    private final SubjectTrail trail;
    private final Reauthentication passwords;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;

    SettlementService(
            SubjectTrail trail, Reauthentication passwords, AuditEvents auditEvents, ApplicationEventPublisher events) {
        this.trail = trail;
        this.passwords = passwords;
        this.auditEvents = auditEvents;
        this.events = events;
    }

    /**
     * Says that a broken row was looked into. It blocks nobody any longer, as long as it stays as it is.
     *
     * @throws DomainException.Conflict when it is no longer as seen, or when this person may not settle it
     * @throws DomainException.RuleViolation in field {@code reason} or {@code password}
     */
    public void settle(TrailState.BrokenRow row, String reason, PasswordProof proof) {
        passwords.require(proof);
        String why = reason.strip();
        if (why.isEmpty()) {
            throw DomainException.RuleViolation.in("reason", "Say what happened to this row: it stays in the trail.");
        }
        if (why.length() > REASON_LENGTH) {
            throw DomainException.RuleViolation.in(
                    "reason", "The reason is longer than " + REASON_LENGTH + " characters.");
        }
        if (!trail.state().unsettled().contains(row)) {
            throw new DomainException.Conflict(
                    "Row %d is no longer as you saw it, so nothing was saved. Check its current state, then decide."
                            .formatted(row.sequence()));
        }
        events.publishEvent(new AuditRowSettled(row.sequence(), why));
        auditEvents.publish(
                SubjectTrail.SETTLED,
                SubjectTrail.rowOfTrail(row.sequence()),
                Map.of("row", String.valueOf(row.sequence()), "hash", row.hash(), "reason", why));
    }
}
