package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.Component;
import io.understudy.versions.StrengthService;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionService;
import io.understudy.versions.VersionSignals;
import io.understudy.versions.sheets.SheetService;
import io.understudy.versions.sheets.SheetSignals;
import io.understudy.versions.sheets.measures.SheetMeasureService;
import io.understudy.versions.ui.VersionSection;
import org.springframework.core.annotation.Order;

@org.springframework.stereotype.Component
@Order(12)
class StrengthSection implements VersionSection {
    private final StrengthService strengths;
    private final SheetService sheets;
    private final SheetMeasureService measures;
    private final VersionService versions;
    private final VersionSignals signals;
    private final SheetSignals sheetSignals;

    StrengthSection(
            StrengthService strengths,
            SheetService sheets,
            SheetMeasureService measures,
            VersionService versions,
            VersionSignals signals,
            SheetSignals sheetSignals) {
        this.strengths = strengths;
        this.sheets = sheets;
        this.measures = measures;
        this.versions = versions;
        this.signals = signals;
        this.sheetSignals = sheetSignals;
    }

    @Override
    public Component of(VersionDetails version) {
        return new StrengthPanel(strengths, sheets, measures, versions, signals, sheetSignals, version);
    }
}
