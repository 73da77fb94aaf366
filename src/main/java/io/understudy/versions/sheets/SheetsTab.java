package io.understudy.versions.sheets;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterTab;
import org.springframework.stereotype.Component;

@Component
class SheetsTab implements CharacterTab {
    private static final int AFTER_VERSIONS = 35;

    private final SheetService sheets;

    SheetsTab(SheetService sheets) {
        this.sheets = sheets;
    }

    @Override
    public String label() {
        return "Test sheets";
    }

    @Override
    public int order() {
        return AFTER_VERSIONS;
    }

    @Override
    public String path(String slug) {
        return SheetRoutes.tab(slug);
    }

    @Override
    public long count(CharacterId id) {
        return sheets.count(id);
    }
}
