package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.DataTable;
import io.understudy.platform.ui.ScrollRegion;
import io.understudy.versions.sheets.measures.ColumnMeasure;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** What was measured of each checkpoint; of those that are kept a version can be made. */
class CheckpointTable extends ScrollRegion {
    CheckpointTable(List<ColumnMeasure> columns, Set<Integer> kept, IntConsumer makeVersion) {
        super("compare-scroll", "Measures of the checkpoints");
        DataTable table = new DataTable(
                "compare-table checkpoint-table",
                "Step",
                "Faces",
                "Likeness",
                "Leakage, %",
                "Followed",
                "Variety, %",
                "Flagged",
                "Version");
        for (ColumnMeasure one : columns) {
            int step = Objects.requireNonNull(one.column().step());
            NativeTableRow row = table.row(
                    Integer.toString(step),
                    one.likeness().size() + " of " + one.pictures(),
                    number("%.2f", ColumnCurves.likeness(one)),
                    number("%.0f", ColumnCurves.percent(one.leakage())),
                    one.followed() == null ? "–" : one.followed().inWords(),
                    number("%.0f", ColumnCurves.percent(one.variety())),
                    Integer.toString(one.flagged()));
            row.addDataCell()
                    .add(
                            kept.contains(step)
                                    ? Buttons.inline("Make a version", () -> makeVersion.accept(step))
                                    : new Span("–"));
        }
        add(table);
    }

    private static String number(String pattern, @Nullable Double value) {
        return value == null ? "–" : String.format(Locale.ROOT, pattern, value);
    }
}
