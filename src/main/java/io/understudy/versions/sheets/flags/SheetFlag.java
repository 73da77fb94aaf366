package io.understudy.versions.sheets.flags;

import io.understudy.storage.BlobHash;
import io.understudy.versions.sheets.SheetId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An artifact that someone marked on a picture of a sheet.
 *
 * @param number within the sheet, from 1, by age; a removed one keeps its number
 * @param position of the place within the sheet
 * @param picture what was marked
 * @param replaced whether the place now shows another picture
 * @param note may be empty
 * @param removal null while the flag stands
 */
public record SheetFlag(
        FlagId id,
        SheetId sheet,
        int number,
        int position,
        BlobHash picture,
        boolean replaced,
        ArtifactKind kind,
        FlagRegion mark,
        String note,
        UUID flaggedBy,
        String flaggedByName,
        Instant flaggedAt,
        @Nullable Removal removal) {
    public record Removal(String by, Instant at, String reason) {}

    public boolean counts() {
        return removal == null && !replaced;
    }

    public String words() {
        return note.isEmpty() ? kind.words() : kind.words() + ": " + note;
    }
}
