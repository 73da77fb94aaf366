package io.understudy.platform.ui;

import com.vaadin.flow.component.Tag;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Pictures in columns and rows; zooming, blinking and comparing happen in the browser. */
@Tag("image-grid")
public class ImageGrid extends BrowserElement {
    public enum Feature {
        /** A picture can be opened. */
        OPEN,
        /** The column that the others are compared with can be chosen. */
        BASE,
        /** Pictures can be cropped to the face. */
        FACES,
        MARKS,
        /** All of it can be saved as one picture with its headings. */
        PICTURE
    }

    /**
     * @param steps for which each cell has a picture, one or many
     * @param base index of the column that the others are compared with
     * @param ratio width / height of a cell
     */
    public record Layout(
            List<String> columns, List<Row> rows, List<Integer> steps, int base, double ratio, Set<Feature> features) {}

    public record Row(String prompt, long seed) {}

    /**
     * @param pictures addresses by step, an empty text where there is none
     * @param words why there is none
     * @param face x, y, width and height in shares of the picture
     */
    public record Cell(
            List<String> pictures, String words, @Nullable List<Double> face, List<ImageMark> marks) {
        public Cell(String picture, String words) {
            this(List.of(picture), words, null, List.of());
        }
    }

    private record Place(int position) {}

    private record Marked(int position, ImageMark mark) {}

    public ImageGrid(Layout layout, ImageGridView view, List<Cell> cells) {
        getElement().setPropertyBean("grid", layout).setPropertyBean("view", view);
        show(cells);
    }

    /** @param cells row by row */
    public final void show(List<Cell> cells) {
        getElement().setPropertyList("cells", cells);
    }

    public final void layout(Layout layout) {
        getElement().setPropertyBean("grid", layout);
    }

    /** Points a mark out and brings it into view. */
    public final void point(int position, int number) {
        getElement().executeJs("this.point($0, $1)", position, number);
    }

    protected final void onView(Consumer<ImageGridView> listener) {
        on("view-changed", ImageGridView.class, listener);
    }

    protected final void onOpen(IntConsumer listener) {
        on("cell-opened", Place.class, place -> listener.accept(place.position()));
    }

    protected final void onMarkWanted(IntConsumer listener) {
        on("cell-mark-wanted", Place.class, place -> listener.accept(place.position()));
    }

    protected final void onMarked(BiConsumer<Integer, ImageMark> listener) {
        on("cell-marked", Marked.class, marked -> listener.accept(marked.position(), marked.mark()));
    }
}
