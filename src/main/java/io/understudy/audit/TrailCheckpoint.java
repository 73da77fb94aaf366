package io.understudy.audit;

import java.time.Instant;

/**
 * A signed state of the trail.
 *
 * @param size how many rows it covers, from the first
 * @param note the signed checkpoint (C2SP), as it is published
 */
public record TrailCheckpoint(long size, String note, Instant at) {}
