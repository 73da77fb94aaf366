package io.understudy.identity.access;

import io.understudy.identity.access.AccessTokenDetails.State;
import io.understudy.identity.accounts.SecretToken;
import io.understudy.platform.core.Aggregate;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.Wording;
import jakarta.persistence.Entity;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
class AccessToken extends Aggregate {
    static final int NAME_LENGTH = 40;
    static final int LONGEST_DAYS = 366;

    /** Minimum time between two recorded uses: a machine that asks every second must not write every second. */
    private static final Duration USE_PRECISION = Duration.ofMinutes(1);

    private UUID accountId;
    private String name;
    private String tokenHash;
    private Instant createdAt;
    private Instant expiresAt;
    private @Nullable Instant lastUsedAt;
    private @Nullable Instant revokedAt;
    private @Nullable String revokedBy;

    @SuppressWarnings("NullAway.Init")
    protected AccessToken() {}

    AccessToken(UUID account, String name, SecretToken secret, int days, Instant now) {
        super(UUID.randomUUID());
        this.accountId = account;
        this.name = checked(name);
        this.tokenHash = secret.hash();
        this.createdAt = now;
        if (days < 1 || days > LONGEST_DAYS) {
            throw DomainException.RuleViolation.in("days", "A token is valid for 1 to " + LONGEST_DAYS + " days.");
        }
        this.expiresAt = now.plus(Duration.ofDays(days));
    }

    AccessTokenId id() {
        return new AccessTokenId(getId());
    }

    String name() {
        return name;
    }

    UUID account() {
        return accountId;
    }

    State state(Instant now) {
        if (revokedAt != null) {
            return State.REVOKED;
        }
        return now.isBefore(expiresAt) ? State.VALID : State.EXPIRED;
    }

    /** @return whether the use was recorded */
    boolean used(Instant now) {
        if (lastUsedAt != null && now.isBefore(lastUsedAt.plus(USE_PRECISION))) {
            return false;
        }
        lastUsedAt = now;
        return true;
    }

    /** @return whether it was not revoked before */
    boolean revoke(String by, Instant now) {
        if (revokedAt != null) {
            return false;
        }
        revokedAt = now;
        revokedBy = by;
        return true;
    }

    AccessTokenDetails line(String owner, Instant now) {
        return new AccessTokenDetails(
                id(), name, owner, createdAt, expiresAt, lastUsedAt, revokedAt, revokedBy, state(now));
    }

    private static String checked(String name) {
        String text = name.strip();
        if (text.isEmpty() || text.length() > NAME_LENGTH || !Wording.isVisible(text)) {
            throw DomainException.RuleViolation.in(
                    "name", "Name the machine that will use it, in 1 to " + NAME_LENGTH + " characters.");
        }
        return text;
    }
}
