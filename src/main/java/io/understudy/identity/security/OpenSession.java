package io.understudy.identity.security;

import java.time.Instant;
import java.util.UUID;

/**
 * A session of a person at this server.
 *
 * @param browser such as {@code Firefox on Linux}
 * @param address from which the person signed in
 * @param current whether the person looks at it from there
 */
public record OpenSession(UUID id, String browser, String address, Instant since, Instant lastUsed, boolean current) {}
