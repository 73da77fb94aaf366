package io.understudy.versions.sheets;

import io.understudy.versions.sheets.SheetRepository.SheetHead;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

@Component
public class SheetReader {
    private final SheetRepository repository;

    SheetReader(SheetRepository repository) {
        this.repository = repository;
    }

    public Optional<SheetDetails> find(SheetId id) {
        return repository.find(id).map(this::details);
    }

    private SheetDetails details(SheetHead sheet) {
        List<SheetCell> cells = repository.cells(sheet.id());
        return new SheetDetails(
                sheet.id(),
                sheet.number(),
                sheet.kind(),
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
