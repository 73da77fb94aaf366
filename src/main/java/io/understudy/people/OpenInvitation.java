package io.understudy.people;

import java.time.Instant;
import java.util.UUID;

/** An invitation that nobody has accepted yet. */
public record OpenInvitation(UUID id, String label, Role role, String madeBy, Instant createdAt, Instant expiresAt) {}
