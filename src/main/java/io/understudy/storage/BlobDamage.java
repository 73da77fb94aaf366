package io.understudy.storage;

import java.time.Instant;

/** What a reading found to be wrong with a stored blob. */
public record BlobDamage(Kind kind, Instant since) {
    public enum Kind {
        ALTERED,
        LOST
    }
}
