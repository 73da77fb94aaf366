package io.understudy.versions;

import io.understudy.datasets.SnapshotId;

/** A snapshot was recalled, or its recall was lifted; published inside the transaction that did it. */
record SnapshotRecallChanged(SnapshotId snapshot) {}
