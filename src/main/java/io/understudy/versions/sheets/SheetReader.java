package io.understudy.versions.sheets;

import io.understudy.versions.sheets.SheetDetails.SheetHead;
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
                sheet,
                cells.stream().map(SheetCell::column).distinct().toList(),
                cells.stream().map(SheetCell::row).distinct().toList(),
                cells);
    }
}
