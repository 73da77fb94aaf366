package io.understudy.people;

import java.time.Instant;
import java.util.UUID;

/** A link for a new password that has not been used yet. */
public record OpenPasswordLink(
        UUID id, String name, String email, String madeBy, Instant createdAt, Instant expiresAt) {}
