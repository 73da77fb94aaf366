package io.understudy.identity.accounts;

import io.understudy.identity.Role;
import io.understudy.platform.core.Aggregate;
import io.understudy.platform.core.AuditEvent;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "access_link")
class AccessLink extends Aggregate {
    enum Purpose {
        INVITATION(Duration.ofDays(7)),
        NEW_PASSWORD(Duration.ofHours(24));

        final Duration lifetime;

        Purpose(Duration lifetime) {
            this.lifetime = lifetime;
        }
    }

    @Enumerated(EnumType.STRING)
    private Purpose purpose;

    private String tokenHash;

    @Enumerated(EnumType.STRING)
    private @Nullable Role role;

    private @Nullable UUID accountId;
    private String label;
    private UUID createdBy;
    private Instant createdAt;
    private Instant expiresAt;
    private @Nullable Instant usedAt;
    private @Nullable Instant withdrawnAt;
    private @Nullable UUID confirmedBy;

    @SuppressWarnings("NullAway.Init")
    protected AccessLink() {}

    private AccessLink(
            Purpose purpose,
            SecretToken token,
            @Nullable Role role,
            @Nullable UUID accountId,
            String label,
            UUID createdBy,
            Instant now) {
        super(UUID.randomUUID());
        this.purpose = purpose;
        this.tokenHash = token.hash();
        this.role = role;
        this.accountId = accountId;
        this.label = label;
        this.createdBy = createdBy;
        this.createdAt = now;
        this.expiresAt = now.plus(purpose.lifetime);
    }

    static AccessLink invitation(SecretToken token, Role role, String label, UUID createdBy, Instant now) {
        return new AccessLink(Purpose.INVITATION, token, role, null, label, createdBy, now);
    }

    static AccessLink newPassword(SecretToken token, Account account, UUID createdBy, Instant now) {
        return new AccessLink(
                Purpose.NEW_PASSWORD, token, null, account.getId(), account.displayName(), createdBy, now);
    }

    Purpose purpose() {
        return purpose;
    }

    boolean usable(Instant now) {
        return usedAt == null && withdrawnAt == null && now.isBefore(expiresAt);
    }

    void use(Instant now) {
        this.usedAt = now;
    }

    void withdraw(Instant now) {
        this.withdrawnAt = now;
    }

    /** @param admin who vouches for the account whose password was chosen by it */
    void confirm(UUID admin) {
        this.confirmedBy = admin;
    }

    String label() {
        return label;
    }

    Role invitedAs() {
        if (role == null) {
            throw new IllegalStateException("Only an invitation carries a role.");
        }
        return role;
    }

    UUID createdBy() {
        return createdBy;
    }

    String withdrawal() {
        return purpose == Purpose.INVITATION ? "person.invitation-withdrawn" : "person.new-password-withdrawn";
    }

    AuditEvent.Subject asSubject() {
        return new AuditEvent.Subject("invitation", getId().toString(), label);
    }
}
