package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.dom.DomEvent;
import com.vaadin.flow.dom.DomEventListener;
import com.vaadin.flow.dom.DomListenerRegistration;
import io.understudy.datasets.quality.vision.FaceBox;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobUrls;
import io.understudy.versions.sheets.SheetCell;
import io.understudy.versions.sheets.SheetColumn;
import io.understudy.versions.sheets.SheetDetails;
import io.understudy.versions.sheets.SheetRow;
import io.understudy.versions.sheets.flags.FlagRegion;
import io.understudy.versions.sheets.flags.SheetFlag;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The pictures of a sheet under sticky headings. Zooming, blinking and comparing happen in the browser; the server is
 * notified which place was opened.
 */
@Tag("sheet-matrix")
class SheetMatrix extends Component {
    record Layout(List<String> columns, List<SheetRow> rows, int against, double ratio, boolean flags) {}

    record Cell(String picture, String words, @Nullable List<Double> face, List<FlagStage.Drawn> flags) {}

    /** What the server receives from the matrix; positions are those of places within the sheet. */
    interface Steps {
        void open(int position);

        void marked(int position, FlagRegion mark);

        void mark(int position);
    }

    private transient Map<Integer, FaceBox> boxes = Map.of();
    private transient Map<Integer, List<SheetFlag>> flags = Map.of();
    private transient SheetDetails shown;

    SheetMatrix(SheetDetails sheet, List<SheetFlag> standing, Steps steps) {
        shown = sheet;
        getElement().setPropertyBean("layout", layout(sheet));
        show(sheet, standing);
        listen("cell-opened", event -> steps.open(position(event)));
        listen("cell-mark-wanted", event -> steps.mark(position(event)));
        var marked = listen(
                "cell-marked",
                event -> ErrorMessages.guard(() -> steps.marked(position(event), FlagStage.mark(event))));
        for (String part : List.of("x", "y", "width", "height")) {
            marked.addEventData("event.detail." + part);
        }
    }

    private DomListenerRegistration listen(String name, DomEventListener listener) {
        return getElement().addEventListener(name, listener).addEventData("event.detail.position");
    }

    private static int position(DomEvent event) {
        return event.getEventData().get("event.detail.position").asInt();
    }

    private static Layout layout(SheetDetails sheet) {
        PictureSettings settings = sheet.settings();
        return new Layout(
                sheet.columns().stream().map(SheetColumn::label).toList(),
                sheet.rows(),
                against(sheet.columns()),
                settings == null ? 1 : (double) settings.width() / settings.height(),
                true);
    }

    private static int against(List<SheetColumn> columns) {
        for (int index = 0; index < columns.size(); index++) {
            if (columns.get(index).kind() == SheetColumn.Kind.PRODUCTION) {
                return index;
            }
        }
        return 0;
    }

    final void show(SheetDetails sheet, List<SheetFlag> standing) {
        shown = sheet;
        flags = standing.stream().collect(Collectors.groupingBy(SheetFlag::position));
        fill();
    }

    private void fill() {
        SheetDetails sheet = shown;
        getElement()
                .setPropertyList("cells", sheet.cells().stream().map(this::cell).toList());
    }

    private Cell cell(SheetCell cell) {
        BlobHash picture = cell.picture();
        String words = cell.words();
        return new Cell(
                picture == null ? "" : BlobUrls.of(picture),
                words == null ? "" : words,
                box(boxes.get(cell.position())),
                flags.getOrDefault(cell.position(), List.of()).stream()
                        .map(FlagStage.Drawn::of)
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
        getElement().executeJs("this.point($0, $1)", flag.position(), flag.number());
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        attachEvent.getUI().getPage().addJsModule("context://studio/sheet-matrix.js");
    }
}
