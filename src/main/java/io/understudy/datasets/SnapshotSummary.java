package io.understudy.datasets;

import io.understudy.characters.CharacterId;
import java.time.Instant;

public record SnapshotSummary(
        SnapshotId id, CharacterId character, String triggerWord, int pictures, Instant createdAt) {}
