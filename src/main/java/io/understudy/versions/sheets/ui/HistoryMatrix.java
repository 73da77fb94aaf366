package io.understudy.versions.sheets.ui;

import io.understudy.platform.ui.ImageGrid;
import io.understudy.storage.BlobUrls;
import io.understudy.versions.sheets.SheetCell;
import io.understudy.versions.sheets.SheetHistory;
import io.understudy.versions.sheets.SheetHistory.Column;
import io.understudy.versions.sheets.SheetId;
import io.understudy.versions.sheets.SheetRow;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

class HistoryMatrix extends ImageGrid {
    HistoryMatrix(SheetHistory history, BiConsumer<SheetId, Integer> onOpen) {
        this(
                history,
                history.rows().stream()
                        .flatMap(row -> history.columns().stream().map(column -> at(column, row)))
                        .toList(),
                onOpen);
    }

    private HistoryMatrix(SheetHistory history, List<Optional<SheetCell>> places, BiConsumer<SheetId, Integer> onOpen) {
        super(
                layout(history),
                SheetMatrix.VIEW,
                places.stream()
                        .map(place -> new Cell(
                                place.map(SheetCell::picture).map(BlobUrls::of).orElse(""),
                                "not in this version's sheet"))
                        .toList());
        onOpen(index -> places.get(index)
                .ifPresent(cell -> onOpen.accept(
                        history.columns().get(index % history.columns().size()).sheet(), cell.position())));
    }

    private static Layout layout(SheetHistory history) {
        return new Layout(
                history.columns().stream()
                        .map(column -> "v" + column.versionNumber())
                        .toList(),
                history.rows().stream()
                        .map(row -> new Row(row.prompt(), row.seed()))
                        .toList(),
                List.of(0),
                Math.max(0, history.columns().size() - 2),
                1,
                Set.of(Feature.OPEN, Feature.BASE));
    }

    private static Optional<SheetCell> at(Column column, SheetRow row) {
        return column.cells().stream().filter(cell -> cell.row().equals(row)).findFirst();
    }
}
