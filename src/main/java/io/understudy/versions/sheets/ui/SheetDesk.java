package io.understudy.versions.sheets.ui;

import io.understudy.characters.CharacterService;
import io.understudy.comments.ui.CommentPanels;
import io.understudy.generation.GenerationService;
import io.understudy.generation.GenerationSignals;
import io.understudy.versions.VersionService;
import io.understudy.versions.sheets.SheetFlagService;
import io.understudy.versions.sheets.SheetHistoryService;
import io.understudy.versions.sheets.SheetMeasureService;
import io.understudy.versions.sheets.SheetPlanService;
import io.understudy.versions.sheets.SheetService;
import io.understudy.versions.sheets.SheetSignals;
import io.understudy.versions.sheets.SheetUploadService;
import org.springframework.stereotype.Component;

@Component
record SheetDesk(
        SheetService sheets,
        SheetPlanService plans,
        SheetUploadService uploads,
        SheetFlagService flags,
        SheetHistoryService history,
        SheetMeasureService measures,
        SheetSignals signals,
        GenerationService generation,
        GenerationSignals progress,
        VersionService versions,
        CharacterService characters,
        CommentPanels comments) {}
