package io.understudy.identity;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account as screens show it.
 *
 * @param passwordLinkBy who made the link by which the password was chosen, until another admin confirms the account
 * @param invitedBy who made the invitation by which the person joined, who could have opened it themselves; null for the first
 *     admin
 */
public record Person(
        AccountId id,
        String email,
        String name,
        Role role,
        boolean active,
        Instant createdAt,
        @Nullable Instant lastLoginAt,
        @Nullable UUID passwordLinkBy,
        @Nullable UUID invitedBy) {
    public Person(
            AccountId id,
            String email,
            String name,
            Role role,
            boolean active,
            Instant createdAt,
            @Nullable Instant lastLoginAt) {
        this(id, email, name, role, active, createdAt, lastLoginAt, null, null);
    }
}
