package io.understudy.datasets;

import java.time.Instant;

public record SnapshotRecall(SnapshotId snapshot, String reason, String by, Instant at) {}
