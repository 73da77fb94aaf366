package io.understudy.versions.sheets.ui;

import io.understudy.datasets.quality.vision.FaceBox;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.platform.ui.ImageGrid;
import io.understudy.platform.ui.ImageGridView;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobUrls;
import io.understudy.versions.sheets.SheetCell;
import io.understudy.versions.sheets.SheetColumn;
import io.understudy.versions.sheets.SheetDetails;
import io.understudy.versions.sheets.SheetRow;
import io.understudy.versions.sheets.flags.FlagRegion;
import io.understudy.versions.sheets.flags.SheetFlag;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The pictures of a sheet; the server is notified which place was opened. */
class SheetMatrix extends ImageGrid {
    static final ImageGridView VIEW = ImageGridView.sized(128);

    private transient Map<Integer, FaceBox> boxes = Map.of();
    private transient Map<Integer, List<SheetFlag>> flags = Map.of();
    private transient SheetDetails shown;

    SheetMatrix(SheetDetails sheet, List<SheetFlag> standing, ObjIntConsumer<Consumer<CellDialog>> open) {
        this(sheet, VIEW, standing, open);
    }

    /** @param open opens a place by its position within the sheet, and hands on its dialog */
    SheetMatrix(
            SheetDetails sheet,
            ImageGridView view,
            List<SheetFlag> standing,
            ObjIntConsumer<Consumer<CellDialog>> open) {
        super(layout(sheet.columns(), sheet.rows(), sheet.head().settings()), view, List.of());
        shown = sheet;
        show(sheet, standing);
        onOpen(position -> open.accept(dialog -> {}, position));
        onMarkWanted(position -> open.accept(CellDialog::focusPicture, position));
        onMarked((position, mark) -> {
            FlagRegion region = FlagStage.region(mark);
            open.accept(dialog -> dialog.ask(region), position);
        });
    }

    static Layout layout(List<SheetColumn> columns, List<SheetRow> rows, @Nullable PictureSettings settings) {
        int production = columns.stream().map(SheetColumn::kind).toList().indexOf(SheetColumn.Kind.PRODUCTION);
        return new Layout(
                columns.stream().map(SheetColumn::label).toList(),
                rows.stream().map(row -> new Row(row.prompt(), row.seed())).toList(),
                List.of(0),
                Math.max(0, production),
                settings == null ? 1 : (double) settings.width() / settings.height(),
                EnumSet.allOf(Feature.class));
    }

    final void show(SheetDetails sheet, List<SheetFlag> standing) {
        shown = sheet;
        flags = standing.stream().collect(Collectors.groupingBy(SheetFlag::position));
        fill();
    }

    private void fill() {
        show(shown.cells().stream().map(this::cell).toList());
    }

    private Cell cell(SheetCell cell) {
        BlobHash picture = cell.picture();
        String words = cell.words();
        return new Cell(
                List.of(picture == null ? "" : BlobUrls.of(picture)),
                words == null ? "" : words,
                box(boxes.get(cell.position())),
                flags.getOrDefault(cell.position(), List.of()).stream()
                        .map(FlagStage::mark)
                        .toList());
    }

    private static @Nullable List<Double> box(@Nullable FaceBox box) {
        return box == null ? null : List.of(box.x(), box.y(), box.width(), box.height());
    }

    void faces(Map<Integer, FaceBox> found) {
        boxes = found;
        fill();
    }

    void point(SheetFlag flag) {
        point(flag.position(), flag.number());
    }
}
