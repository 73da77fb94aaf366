package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobUrls;
import io.understudy.versions.sheets.SheetCell;
import io.understudy.versions.sheets.SheetHistory;
import io.understudy.versions.sheets.SheetHistory.Column;
import io.understudy.versions.sheets.SheetId;
import io.understudy.versions.sheets.SheetRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

@Tag("sheet-matrix")
class HistoryMatrix extends Component {
    HistoryMatrix(SheetHistory history, BiConsumer<SheetId, Integer> onOpen) {
        int across = history.columns().size();
        getElement()
                .setPropertyBean(
                        "layout",
                        new SheetMatrix.Layout(
                                history.columns().stream()
                                        .map(column -> "v" + column.versionNumber())
                                        .toList(),
                                history.rows(),
                                Math.max(0, across - 2),
                                1,
                                false));
        List<Optional<SheetCell>> places = new ArrayList<>();
        for (SheetRow row : history.rows()) {
            history.columns().forEach(column -> places.add(at(column, row)));
        }
        getElement()
                .setPropertyList(
                        "cells",
                        places.stream()
                                .map(place -> drawn(place.map(SheetCell::picture)))
                                .toList());
        getElement()
                .addEventListener("cell-opened", event -> {
                    int index =
                            event.getEventData().get("event.detail.position").asInt();
                    if (index >= 0 && index < places.size()) {
                        places.get(index)
                                .ifPresent(cell -> onOpen.accept(
                                        history.columns().get(index % across).sheet(), cell.position()));
                    }
                })
                .addEventData("event.detail.position");
    }

    private static Optional<SheetCell> at(Column column, SheetRow row) {
        return column.cells().stream().filter(cell -> cell.row().equals(row)).findFirst();
    }

    private static SheetMatrix.Cell drawn(Optional<BlobHash> picture) {
        return new SheetMatrix.Cell(
                picture.map(BlobUrls::of).orElse(""),
                picture.isEmpty() ? "not in this version's sheet" : "",
                null,
                List.of());
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        attachEvent.getUI().getPage().addJsModule("context://studio/sheet-matrix.js");
    }
}
