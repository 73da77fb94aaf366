package io.understudy.api.versions;

import io.swagger.v3.oas.annotations.media.Schema;
import io.understudy.storage.BlobHash;
import io.understudy.versions.sheets.SheetCell;
import io.understudy.versions.sheets.SheetColumn;
import io.understudy.versions.sheets.SheetDetails;
import io.understudy.versions.sheets.SheetKind;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A test sheet with all its pictures.
 *
 * @param number among those of its version, from 1
 * @param planEdition edition of the character's plan that it was made by
 * @param backend null where every picture is made elsewhere
 * @param reference the version in the column of what was in production; null where there is none
 * @param cells its places, row by row
 * @param page where people look at it
 */
@Schema(name = "Sheet")
record SheetResource(
        UUID id,
        UUID version,
        UUID character,
        int number,
        SheetKind kind,
        int planEdition,
        @Nullable String backend,
        @Nullable UUID reference,
        String madeBy,
        Instant madeAt,
        boolean complete,
        List<Cell> cells,
        String page) {
    /**
     * A place of a sheet.
     *
     * @param column what of the sheet differs here
     * @param step of the checkpoint; null in other columns
     * @param sha256 of its picture; null until it is there
     * @param source where the picture comes from; null until it is there
     * @param words who uploaded which file, or why the picture will not come; else null
     */
    @Schema(name = "SheetCell")
    record Cell(
            String prompt,
            long seed,
            SheetColumn.Kind column,
            double strength,
            @Nullable Integer step,
            @Nullable String sha256,
            SheetCell.@Nullable Source source,
            @Nullable String words) {
        private static Cell of(SheetCell cell) {
            BlobHash picture = cell.picture();
            return new Cell(
                    cell.row().prompt(),
                    cell.row().seed(),
                    cell.column().kind(),
                    cell.column().strength().value(),
                    cell.column().step(),
                    picture == null ? null : picture.hex(),
                    cell.source(),
                    cell.words());
        }
    }

    static SheetResource of(SheetDetails sheet, String page) {
        return new SheetResource(
                sheet.head().id().value(),
                sheet.head().version().value(),
                sheet.head().character().value(),
                sheet.head().number(),
                sheet.head().kind(),
                sheet.head().planEdition(),
                sheet.head().backend(),
                sheet.head().reference() == null
                        ? null
                        : sheet.head().reference().value(),
                sheet.head().madeByName(),
                sheet.head().madeAt(),
                sheet.isComplete(),
                sheet.cells().stream().map(Cell::of).toList(),
                page);
    }
}
