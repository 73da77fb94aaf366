package io.understudy.versions.sheets;

import io.understudy.storage.BlobHash;
import io.understudy.versions.VersionId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sheet as lists show it.
 *
 * @param pictures that are there
 * @param cells places in all
 * @param flags artifacts flagged on what it shows now
 * @param strip a few of the candidate's pictures
 */
public record SheetSummary(
        SheetId id,
        VersionId version,
        String versionName,
        int number,
        SheetKind kind,
        int planEdition,
        @Nullable String backend,
        String madeBy,
        Instant madeAt,
        int pictures,
        int cells,
        int flags,
        List<BlobHash> strip) {
    public SheetSummary {
        strip = List.copyOf(strip);
    }

    public boolean isComplete() {
        return pictures == cells;
    }
}
