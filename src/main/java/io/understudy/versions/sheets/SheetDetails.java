package io.understudy.versions.sheets;

import io.understudy.characters.CharacterId;
import io.understudy.generation.GenerationId;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.versions.VersionId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sheet with all its places.
 *
 * @param columns from the left
 * @param rows from the top
 * @param cells row by row
 */
public record SheetDetails(SheetHead head, List<SheetColumn> columns, List<SheetRow> rows, List<SheetCell> cells) {
    /**
     * What is true of all its places.
     *
     * @param number of the sheet among those of its version, from 1
     * @param backend null where every picture is made elsewhere
     * @param settings null where every picture is made elsewhere
     * @param reference the production version in the last column, or null
     * @param referenceName its file name without ending, or null
     * @param generation the job that generates the missing pictures, or did so last
     */
    public record SheetHead(
            SheetId id,
            int number,
            SheetKind kind,
            VersionId version,
            CharacterId character,
            int planEdition,
            TriggerWord triggerWord,
            @Nullable String backend,
            @Nullable PictureSettings settings,
            @Nullable VersionId reference,
            @Nullable String referenceName,
            UUID madeBy,
            String madeByName,
            Instant madeAt,
            @Nullable GenerationId generation) {}

    public SheetDetails {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        cells = List.copyOf(cells);
    }

    public long pictures() {
        return cells.stream().filter(cell -> cell.picture() != null).count();
    }

    public boolean isComplete() {
        return pictures() == cells.size();
    }
}
