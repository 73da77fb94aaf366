package io.understudy.platform.ui;

import com.vaadin.flow.component.Tag;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One picture as large as there is room, or two side by side; the browser zooms, crops, marks and votes. */
@Tag("image-stage")
public class ImageStage extends BrowserElement {
    public enum Mode {
        LOOK,
        /** Two pictures that zoom and move together. */
        COMPARE,
        CROP,
        FLAG,
        VOTE
    }

    public ImageStage(Mode mode) {
        mode(mode);
    }

    public final void mode(Mode mode) {
        set("mode", mode.name().toLowerCase(Locale.ROOT));
    }

    public final void set(String attribute, Object value) {
        getElement().setAttribute(attribute, String.valueOf(value));
    }

    public final void marks(List<ImageMark> marks) {
        getElement().setPropertyList("marks", marks);
    }

    /** Points one of the marks out. */
    public final void light(int number) {
        getElement().setProperty("lit", number);
    }

    public final void draft(@Nullable ImageMark mark) {
        // The browser sets it as well, which the server does not know of: a property would seem not to have changed.
        getElement().executeJs("this.draft = $0", mark);
    }

    /** Takes a vote again after one that was not saved. */
    public final void again() {
        getElement().executeJs("this.again && this.again()");
    }

    /** Takes the focus after the dialog around it, which takes it in the frame in which it opens. */
    public final void focus() {
        getElement()
                .executeJs(
                        "requestAnimationFrame(() => requestAnimationFrame(() => this.focus({preventScroll: true})))");
    }
}
