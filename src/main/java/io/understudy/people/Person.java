package io.understudy.people;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An account as screens show it. */
public record Person(
        AccountId id,
        String email,
        String name,
        Role role,
        boolean active,
        Instant createdAt,
        @Nullable Instant lastLoginAt) {}
