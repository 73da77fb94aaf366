package io.understudy.identity.accounts;

import io.understudy.identity.Role;
import java.time.Instant;
import java.util.UUID;

public record OpenInvitation(UUID id, String label, Role role, String madeBy, Instant createdAt, Instant expiresAt) {}
