package io.understudy.people;

import java.time.Instant;
import java.util.UUID;

/**
 * Says that a signed-in person typed their password just now. Only {@link Reauthentication} makes one, and it asks for
 * it again when the step is taken.
 */
public final class PasswordProof {
    private final UUID account;
    private final Instant typedAt;

    PasswordProof(UUID account, Instant typedAt) {
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
