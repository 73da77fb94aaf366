package io.understudy.identity.access;

import io.understudy.identity.AccountId;
import java.time.Duration;
import java.time.Instant;

/**
 * A token is about to expire, and is not replaced yet.
 *
 * @param owner whose rights it carries
 * @param ofService whether that is a service account, for whose tokens all admins answer
 * @param in how long it is still valid
 */
public record TokenEndsSoon(
        AccessTokenId token,
        String name,
        AccountId owner,
        String ownerName,
        boolean ofService,
        Instant at,
        Duration in) {}
