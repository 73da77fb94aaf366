package io.understudy.versions.recalls;

import io.understudy.datasets.SnapshotId;

/** A snapshot was recalled, or its recall was lifted; published inside the transaction that did it. */
public record SnapshotRecallChanged(SnapshotId snapshot) {}
