package io.understudy.versions.sheets.ui;

import io.understudy.versions.StrengthService;
import io.understudy.versions.VersionService;
import io.understudy.versions.VersionSignals;
import io.understudy.versions.sheets.SheetMeasureService;
import io.understudy.versions.sheets.SheetService;
import org.springframework.stereotype.Component;

@Component
record StrengthDesk(
        StrengthService strengths,
        SheetService sheets,
        SheetMeasureService measures,
        VersionService versions,
        VersionSignals signals) {}
