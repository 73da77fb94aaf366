package io.understudy.versions.sheets.ui;

import io.understudy.platform.search.SearchHit;
import io.understudy.platform.search.SearchSource;
import io.understudy.platform.search.SearchText;
import io.understudy.versions.sheets.SheetRoutes;
import io.understudy.versions.sheets.SheetService;
import java.util.List;
import org.springframework.stereotype.Component;

@Component
class SheetSearch implements SearchSource {
    private final SheetService sheets;

    SheetSearch(SheetService sheets) {
        this.sheets = sheets;
    }

    @Override
    public String title() {
        return "Test sheets";
    }

    @Override
    public int order() {
        return 5;
    }

    @Override
    public List<SearchHit> find(SearchText text) {
        return sheets.find(text).stream()
                .map(sheet -> new SearchHit(sheet.name(), "by " + sheet.madeByName(), SheetRoutes.of(sheet.id())))
                .toList();
    }
}
