package io.understudy.versions.sheets;

import io.understudy.versions.sheets.SheetTables.SheetHead;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

@Component
class SheetReader {
    private final SheetTables tables;

    SheetReader(SheetTables tables) {
        this.tables = tables;
    }

    Optional<SheetDetails> find(SheetId id) {
        return tables.find(id).map(this::details);
    }

    private SheetDetails details(SheetHead sheet) {
        List<SheetCell> cells = tables.cells(sheet.id());
        return new SheetDetails(
                sheet.id(),
                sheet.number(),
                sheet.version(),
                sheet.character(),
                sheet.planEdition(),
                sheet.triggerWord(),
                sheet.backend(),
                sheet.settings(),
                sheet.reference(),
                sheet.referenceName(),
                sheet.madeByName(),
                sheet.madeAt(),
                sheet.generation(),
                cells.stream().map(SheetCell::column).distinct().toList(),
                cells.stream().map(SheetCell::row).distinct().toList(),
                cells);
    }
}
