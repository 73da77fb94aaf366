package io.understudy.api.idempotency;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a request with a key.
 *
 * @param requestHash of everything that makes it this request
 * @param status null while it is worked on
 */
record StoredAnswer(
        String requestHash,
        Instant claimedAt,
        @Nullable Integer status,
        @Nullable String contentType,
        @Nullable String location,
        @Nullable String entityTag,
        @Nullable String body) {}
