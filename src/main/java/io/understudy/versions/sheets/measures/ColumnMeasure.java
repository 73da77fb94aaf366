package io.understudy.versions.sheets.measures;

import io.understudy.versions.sheets.SheetColumn;
import io.understudy.versions.sheets.SheetRow;
import io.understudy.versions.sheets.measures.SheetMeasures.Followed;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * How good a strength or a checkpoint is. Pictures whose prompt does not name the character count for leakage only.
 *
 * @param pictures that are there
 * @param likeness by row, of the pictures on which a face was found: 1 minus the distance to the training pictures' faces
 * @param leakage how much pictures change whose prompt does not name the character, as a share of how much the others do;
 *     null without such pictures
 * @param followed how often prompts were followed; null where none asks for anything that is measured
 * @param variety how much pictures of different prompts differ, as a share of how much they do without the LoRA; null with
 *     one prompt
 * @param flagged pictures on which someone flagged an artifact
 */
public record ColumnMeasure(
        SheetColumn column,
        int pictures,
        Map<SheetRow, Double> likeness,
        @Nullable Double leakage,
        @Nullable Followed followed,
        @Nullable Double variety,
        int flagged) {
    public ColumnMeasure {
        likeness = Map.copyOf(likeness);
    }

    /** Mean of its pictures; empty without faces. */
    public OptionalDouble meanLikeness() {
        return likeness.values().stream().mapToDouble(Double::doubleValue).average();
    }
}
