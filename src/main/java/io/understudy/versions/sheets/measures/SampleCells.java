package io.understudy.versions.sheets.measures;

import io.understudy.lora.Strength;
import io.understudy.training.SamplePicture;
import io.understudy.versions.sheets.SheetCell;
import io.understudy.versions.sheets.SheetColumn;
import io.understudy.versions.sheets.SheetRow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

final class SampleCells {
    private static final SheetColumn BEFORE_TRAINING = new SheetColumn(SheetColumn.Kind.NO_LORA, Strength.NONE);
    /** Trainers generate samples with the LoRA as it is. */
    private static final SheetColumn TRAINED = new SheetColumn(SheetColumn.Kind.CANDIDATE, Strength.FULL);

    private SampleCells() {}

    /** The samples of the last step at which any were generated, and those of step 0; empty while there are none. */
    static List<SheetCell> of(List<SamplePicture> samples) {
        int last = samples.stream().mapToInt(SamplePicture::step).max().orElse(0);
        return cells(
                samples.stream()
                        .filter(sample -> sample.step() == last && last > 0 || sample.step() == 0)
                        .toList(),
                step -> TRAINED);
    }

    /** All samples, a column for each step. */
    static List<SheetCell> bySteps(List<SamplePicture> samples) {
        return cells(samples, step -> SheetColumn.checkpoint(step, Strength.FULL));
    }

    private static List<SheetCell> cells(List<SamplePicture> samples, IntFunction<SheetColumn> column) {
        List<SheetCell> cells = new ArrayList<>();
        for (SamplePicture sample : samples) {
            cells.add(new SheetCell(
                    cells.size(),
                    new SheetRow(sample.prompt(), sample.seed()),
                    sample.step() == 0 ? BEFORE_TRAINING : column.apply(sample.step()),
                    sample.picture(),
                    SheetCell.Source.DRAWN,
                    null));
        }
        return cells;
    }
}
