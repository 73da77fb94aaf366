package io.understudy.versions.sheets;

import io.understudy.storage.BlobHash;
import org.jspecify.annotations.Nullable;

/**
 * One place of a sheet.
 *
 * @param position within the sheet, row by row
 * @param picture null while there is none
 * @param source where the picture comes from; null while there is none
 * @param words who uploaded which file, or why the picture will not come; else null
 */
public record SheetCell(
        int position,
        SheetRow row,
        SheetColumn column,
        @Nullable BlobHash picture,
        @Nullable Source source,
        @Nullable String words) {
    public enum Source {
        DRAWN,
        /** Generated for an earlier sheet with the same file, prompt, seed and settings. */
        REUSED,
        UPLOADED
    }

    public String description() {
        return "%s · seed %d · %s".formatted(row.prompt(), row.seed(), column.label());
    }
}
