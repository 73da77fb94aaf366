package io.understudy.identity.accounts;

import java.time.Instant;
import java.util.UUID;

/**
 * Proof that a signed-in person typed their password just now. Only {@link Reauthentication} creates one, and it
 * requires it again when the step is taken.
 */
public final class PasswordProof {
    private final UUID account;
    private final Instant typedAt;

    public PasswordProof(UUID account, Instant typedAt) {
        this.account = account;
        this.typedAt = typedAt;
    }

    UUID account() {
        return account;
    }

    Instant typedAt() {
        return typedAt;
    }
}
