package io.understudy.datasets;

/**
 * A snapshot in a list.
 *
 * @param runs how many runs were trained on it
 */
public record SnapshotLine(SnapshotSummary snapshot, long runs) {}
