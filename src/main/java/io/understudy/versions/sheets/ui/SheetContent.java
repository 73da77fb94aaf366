package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import io.understudy.platform.ui.Panel;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionOrigin;
import io.understudy.versions.VersionService;
import io.understudy.versions.sheets.SheetDetails;
import io.understudy.versions.sheets.SheetService;
import io.understudy.versions.sheets.export.SheetExportService;
import io.understudy.versions.sheets.flags.SheetFlag;
import io.understudy.versions.sheets.flags.SheetFlagService;
import io.understudy.versions.sheets.measures.SheetMeasureService;
import io.understudy.versions.sheets.measures.SheetMeasures;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Scope;

/** The pictures of a sheet, what is flagged in them and what is measured; it follows the sheet. */
@org.springframework.stereotype.Component
@Scope(BeanDefinition.SCOPE_PROTOTYPE)
class SheetContent {
    private final SheetService sheets;
    private final SheetFlagService flags;
    private final SheetMeasureService measures;
    private final SheetExportService exports;
    private final VersionService versions;
    private final CheckpointActions checkpoints;
    private @Nullable Parts parts;

    /** The sheet as the panels show it. */
    private record Parts(
            SheetDetails sheet,
            List<SheetFlag> flagged,
            SheetMatrix matrix,
            FlagsPanel flags,
            MeasuresPanel measures) {}

    SheetContent(
            SheetService sheets,
            SheetFlagService flags,
            SheetMeasureService measures,
            SheetExportService exports,
            VersionService versions,
            CheckpointActions checkpoints) {
        this.sheets = sheets;
        this.flags = flags;
        this.measures = measures;
        this.exports = exports;
        this.versions = versions;
        this.checkpoints = checkpoints;
    }

    /** Null while nothing is shown. */
    @Nullable
    SheetDetails shown() {
        return parts == null ? null : parts.sheet();
    }

    Component[] show(SheetDetails sheet, ObjIntConsumer<Consumer<CellDialog>> open) {
        List<SheetFlag> flagged = flags.ofSheet(sheet.head().id());
        SheetMatrix matrix = new SheetMatrix(sheet, FlagsPanel.counting(flagged), open);
        FlagsPanel beside = new FlagsPanel(flags, sheet, flagged, matrix::point);
        MeasuresPanel measured = new MeasuresPanel(
                measures,
                () -> Objects.requireNonNull(shown()),
                sheets::awaitsPictures,
                found -> matrix.faces(found.boxes()),
                found -> checkpoints(sheet.head().version(), found));
        parts = new Parts(sheet, flagged, matrix, beside, measured);
        return new Component[] {
            new Panel(new SheetExportLinks(exports, sheet.head().id()), matrix), beside, measured
        };
    }

    private Component checkpoints(VersionId version, SheetMeasures found) {
        return versions.details(version)
                .trained()
                .map(VersionOrigin.Trained::run)
                .<Component>map(run -> new CheckpointTable(
                        found.columns(), checkpoints.kept(run), step -> checkpoints.makeVersion(run, step)))
                .orElseGet(Div::new);
    }

    void follow(SheetDetails now) {
        Parts before = Objects.requireNonNull(parts);
        List<SheetFlag> flagged = flags.ofSheet(now.head().id());
        parts = new Parts(now, flagged, before.matrix(), before.flags(), before.measures());
        before.matrix().show(now, FlagsPanel.counting(flagged));
        before.flags().show(now, flagged);
        before.measures()
                .sheetChanged(!flagged.equals(before.flagged())
                        || !now.cells().equals(before.sheet().cells()));
    }
}
