package io.understudy.platform.ui;

import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.icon.VaadinIcon;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Pictures as large as the window: arrow keys move among them, a click or + zooms to their pixels, S keeps one next to
 * those that follow.
 */
public class PictureViewer extends Dialog {
    /** @param words what it shows */
    public record Picture(String source, String words) {}

    private final transient List<Picture> pictures;
    private final ImageStage stage = new ImageStage(ImageStage.Mode.LOOK);
    private final IconButton previous = new IconButton(VaadinIcon.ANGLE_LEFT, "Previous picture", () -> walk(-1));
    private final IconButton next = new IconButton(VaadinIcon.ANGLE_RIGHT, "Next picture", () -> walk(1));
    private final IconButton compare =
            new IconButton(VaadinIcon.SPLIT_H, "Compare with the other pictures", this::compare);
    private transient @Nullable Picture kept;
    private int index;

    /** @param first one of them */
    public PictureViewer(List<Picture> pictures, Picture first) {
        this.pictures = List.copyOf(pictures);
        this.index = Math.max(0, pictures.indexOf(first));
        addClassName("picture-viewer");
        setWidth("min(98vw, 1800px)");
        setHeight("96vh");
        stage.on("walk", Integer.class, this::walk);
        stage.on("act", String.class, act -> {
            if ("compare".equals(act)) {
                compare();
            }
        });
        boolean several = pictures.size() > 1;
        if (several) {
            stage.set("comparable", "");
        }
        previous.setVisible(several);
        next.setVisible(several);
        compare.setVisible(several);
        getHeader().add(compare, previous, next, new IconButton(VaadinIcon.CLOSE_SMALL, "Close", this::close));
        add(stage);
        show();
    }

    /**
     * A picture that opens the viewer.
     *
     * @param all those among which one moves there, in their order
     */
    public static NativeButton thumbnail(Picture picture, Supplier<List<Picture>> all) {
        NativeButton button = new NativeButton();
        button.addClassName("picture-button");
        button.setAriaLabel("Show large: " + picture.words());
        button.setTitle(picture.words());
        button.add(new LazyImage(picture.source(), picture.words()));
        button.addClickListener(event -> new PictureViewer(all.get(), picture).open());
        return button;
    }

    private void walk(int by) {
        index = Math.clamp(index + (long) by, 0, pictures.size() - 1);
        show();
    }

    /** The picture in front stays on the left, and its neighbour comes next to it; or only the latter stays. */
    private void compare() {
        if (kept == null && pictures.size() > 1) {
            kept = pictures.get(index);
            walk(index < pictures.size() - 1 ? 1 : -1);
        } else {
            kept = null;
            show();
        }
    }

    private void show() {
        Picture picture = pictures.get(index);
        Picture left = kept == null ? picture : kept;
        String words = kept == null ? picture.words() : "%s, next to %s".formatted(left.words(), picture.words());
        setHeaderTitle(
                pictures.size() > 1 ? "%s · %d of %d".formatted(words, index + 1, pictures.size()) : picture.words());
        previous.setEnabled(index > 0);
        next.setEnabled(index < pictures.size() - 1);
        compare.getElement().setAttribute("aria-pressed", String.valueOf(kept != null));
        stage.mode(kept == null ? ImageStage.Mode.LOOK : ImageStage.Mode.COMPARE);
        stage.set("src", left.source());
        stage.set("alt", left.words());
        stage.set("other", kept == null ? "" : picture.source());
        stage.set("other-alt", kept == null ? "" : picture.words());
        stage.set(
                "following",
                index < pictures.size() - 1 ? pictures.get(index + 1).source() : "");
    }
}
