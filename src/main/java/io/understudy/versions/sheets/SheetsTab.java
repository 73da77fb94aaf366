package io.understudy.versions.sheets;

import io.understudy.characters.CharacterTab;
import org.springframework.stereotype.Component;

@Component
class SheetsTab extends CharacterTab {
    SheetsTab(SheetService sheets) {
        super("Test sheets", 35, SheetRoutes::tab, sheets::count);
    }
}
