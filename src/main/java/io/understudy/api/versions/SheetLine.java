package io.understudy.api.versions;

import io.swagger.v3.oas.annotations.media.Schema;
import io.understudy.versions.sheets.SheetKind;
import io.understudy.versions.sheets.SheetSummary;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A test sheet in a list.
 *
 * @param number among those of its version, from 1
 * @param backend null where every picture is made elsewhere
 * @param drawn pictures that are there, of {@code pictures} in all
 * @param flags artifacts that people flagged on it
 */
@Schema(name = "SheetLine")
record SheetLine(
        UUID id,
        UUID version,
        String versionName,
        int number,
        SheetKind kind,
        @Nullable String backend,
        String madeBy,
        Instant madeAt,
        int drawn,
        int pictures,
        int flags) {
    static SheetLine of(SheetSummary sheet) {
        return new SheetLine(
                sheet.id().value(),
                sheet.version().value(),
                sheet.versionName(),
                sheet.number(),
                sheet.kind(),
                sheet.backend(),
                sheet.madeBy(),
                sheet.madeAt(),
                sheet.pictures(),
                sheet.cells(),
                sheet.flags());
    }
}
