package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.Component;
import io.understudy.training.RunDetails;
import io.understudy.training.runs.RunService;
import io.understudy.training.runs.RunSignals;
import io.understudy.training.ui.RunSection;
import io.understudy.versions.VersionService;
import io.understudy.versions.sheets.CheckpointSheetService;
import io.understudy.versions.sheets.SheetSignals;
import io.understudy.versions.sheets.measures.SheetMeasureService;
import io.understudy.versions.sheets.runs.RunSheetService;
import org.springframework.core.annotation.Order;

@org.springframework.stereotype.Component
@Order(10)
class CheckpointsRunSection implements RunSection {
    private final RunService runs;
    private final RunSignals signals;
    private final VersionService versions;
    private final CheckpointSheetService sheets;
    private final SheetMeasureService measures;
    private final CheckpointActions actions;
    private final RunSheetService runSheets;
    private final SheetSignals changes;

    CheckpointsRunSection(
            RunService runs,
            RunSignals signals,
            VersionService versions,
            CheckpointSheetService sheets,
            SheetMeasureService measures,
            CheckpointActions actions,
            RunSheetService runSheets,
            SheetSignals changes) {
        this.runs = runs;
        this.signals = signals;
        this.versions = versions;
        this.sheets = sheets;
        this.measures = measures;
        this.actions = actions;
        this.runSheets = runSheets;
        this.changes = changes;
    }

    @Override
    public boolean isWide() {
        return true;
    }

    @Override
    public Component of(RunDetails run) {
        return new CheckpointsPanel(
                runs,
                versions,
                sheets,
                measures,
                actions,
                new RunSheetPanel(runSheets, changes, run.id()),
                run,
                signals.of(run.progress()));
    }
}
