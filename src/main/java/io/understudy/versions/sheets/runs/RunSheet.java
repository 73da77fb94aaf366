package io.understudy.versions.sheets.runs;

import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.training.RunId;
import io.understudy.versions.sheets.SheetCell;
import io.understudy.versions.sheets.SheetColumn;
import io.understudy.versions.sheets.SheetId;
import io.understudy.versions.sheets.SheetRow;
import java.time.Instant;
import java.util.List;

/**
 * A sheet over the checkpoints of a run that has no version yet.
 *
 * @param columns from the left
 * @param rows from the top
 * @param cells row by row; what waits or will not come says so
 */
public record RunSheet(
        SheetId id,
        RunId run,
        PictureSettings settings,
        String madeBy,
        Instant madeAt,
        List<SheetColumn> columns,
        List<SheetRow> rows,
        List<SheetCell> cells) {
    public RunSheet {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        cells = List.copyOf(cells);
    }

    public long generated() {
        return cells.stream().filter(cell -> cell.picture() != null).count();
    }
}
