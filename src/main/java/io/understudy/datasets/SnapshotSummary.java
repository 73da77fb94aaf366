package io.understudy.datasets;

import io.understudy.characters.CharacterId;
import java.time.Instant;

/** A frozen set: what runs, versions and approvals cite. */
public record SnapshotSummary(
        SnapshotId id, CharacterId character, String triggerWord, int pictures, Instant createdAt) {}
