package io.understudy.api.idempotency;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a request with a key.
 *
 * @param requestHash of everything that makes it this request
 * @param begunAt when it was sent first
 * @param status null while it is worked on
 * @param body null where the answer could not be kept
 */
record StoredAnswer(
        String requestHash,
        Instant begunAt,
        Instant claimedAt,
        @Nullable Integer status,
        @Nullable String contentType,
        @Nullable String location,
        @Nullable String entityTag,
        @Nullable String body) {}
