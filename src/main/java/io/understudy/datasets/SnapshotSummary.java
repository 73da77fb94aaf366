package io.understudy.datasets;

import io.understudy.characters.CharacterId;
import io.understudy.prompting.guide.TriggerWord;
import java.time.Instant;

public record SnapshotSummary(
        SnapshotId id, CharacterId character, TriggerWord triggerWord, int pictures, Instant createdAt) {}
