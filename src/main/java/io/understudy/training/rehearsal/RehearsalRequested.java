package io.understudy.training.rehearsal;

import io.understudy.datasets.SnapshotId;
import io.understudy.training.TrainingSettings;

/** Someone asked for a rehearsal; its row is written, and once that is committed the work begins on this node. */
record RehearsalRequested(RehearsalId rehearsal, SnapshotId snapshot, TrainingSettings settings, int steps) {}
