package io.understudy.versions.sheets.ui;

import io.understudy.platform.search.SearchHit;
import io.understudy.platform.search.SearchSource;
import io.understudy.platform.search.SearchText;
import io.understudy.versions.sheets.SheetRoutes;
import io.understudy.versions.sheets.SheetService;
import java.util.List;
import org.springframework.stereotype.Component;

@Component
class SheetSearch extends SearchSource {
    private final SheetService sheets;

    SheetSearch(SheetService sheets) {
        super("Test sheets", 5);
        this.sheets = sheets;
    }

    @Override
    public List<SearchHit> find(SearchText text) {
        return sheets.find(text).stream()
                .map(sheet -> new SearchHit(sheet.name(), "by " + sheet.madeByName(), SheetRoutes.of(sheet.id())))
                .toList();
    }
}
