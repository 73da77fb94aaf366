package io.understudy.versions.sheets.ui;

import io.understudy.characters.CharacterService;
import io.understudy.collaboration.comments.ui.CommentPanelFactory;
import io.understudy.generation.jobs.GenerationService;
import io.understudy.generation.jobs.GenerationSignals;
import io.understudy.versions.VersionService;
import io.understudy.versions.sheets.SheetHistoryService;
import io.understudy.versions.sheets.SheetService;
import io.understudy.versions.sheets.SheetSignals;
import io.understudy.versions.sheets.SheetUploadService;
import io.understudy.versions.sheets.flags.SheetFlagService;
import io.understudy.versions.sheets.measures.SheetMeasureService;
import io.understudy.versions.sheets.plans.SheetPlanService;
import org.springframework.stereotype.Component;

@Component
record SheetServices(
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
        CommentPanelFactory comments) {}
