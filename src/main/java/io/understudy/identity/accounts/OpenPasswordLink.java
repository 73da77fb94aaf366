package io.understudy.identity.accounts;

import java.time.Instant;
import java.util.UUID;

public record OpenPasswordLink(
        UUID id, String name, String email, String madeBy, Instant createdAt, Instant expiresAt) {}
