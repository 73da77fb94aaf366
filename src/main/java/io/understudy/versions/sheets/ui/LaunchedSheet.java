package io.understudy.versions.sheets.ui;

import io.understudy.characters.CharacterId;
import io.understudy.training.ui.LaunchExtra;
import io.understudy.versions.sheets.runs.RunSheetService;
import org.springframework.stereotype.Component;

@Component
class LaunchedSheet implements LaunchExtra {
    private final RunSheetService sheets;

    LaunchedSheet(RunSheetService sheets) {
        this.sheets = sheets;
    }

    @Override
    public Choice of(CharacterId character) {
        return new LaunchedSheetChoice(sheets, character);
    }
}
