package io.understudy.datasets;

import java.time.Instant;

/** Somebody's word that a snapshot must not be used, nor anything that came of it. */
public record SnapshotRecall(SnapshotId snapshot, String reason, String by, Instant at) {}
