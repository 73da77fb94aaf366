package io.understudy.versions.sheets;

import io.understudy.lora.Strength;
import io.understudy.versions.VersionId;
import java.util.List;

/**
 * The same cells through the versions of a character.
 *
 * @param strengths that any sheet shows, ascending
 * @param strength of these cells
 * @param columns the oldest version first, each with its latest sheet that has this strength
 * @param rows as the latest of these sheets has them, then what only earlier ones have
 */
public record SheetHistory(List<Strength> strengths, Strength strength, List<Column> columns, List<SheetRow> rows) {
    public SheetHistory {
        strengths = List.copyOf(strengths);
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** @param cells those of this strength */
    public record Column(
            VersionId version,
            String versionName,
            int versionNumber,
            SheetId sheet,
            int planEdition,
            List<SheetCell> cells) {
        public Column {
            cells = List.copyOf(cells);
        }
    }
}
