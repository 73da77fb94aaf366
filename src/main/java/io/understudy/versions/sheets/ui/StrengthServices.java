package io.understudy.versions.sheets.ui;

import io.understudy.versions.StrengthService;
import io.understudy.versions.VersionService;
import io.understudy.versions.VersionSignals;
import io.understudy.versions.sheets.SheetService;
import io.understudy.versions.sheets.measures.SheetMeasureService;
import org.springframework.stereotype.Component;

@Component
record StrengthServices(
        StrengthService strengths,
        SheetService sheets,
        SheetMeasureService measures,
        VersionService versions,
        VersionSignals signals) {}
