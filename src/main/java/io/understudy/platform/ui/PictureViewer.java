package io.understudy.platform.ui;

import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.icon.VaadinIcon;
import java.util.List;
import java.util.function.Supplier;

/** Pictures as large as the window, one at a time: arrow keys move among them, a click or + zooms to their pixels. */
public class PictureViewer extends Dialog {
    /** @param words what it shows */
    public record Picture(String source, String words) {}

    private final transient List<Picture> pictures;
    private final ImageStage stage = new ImageStage(ImageStage.Mode.LOOK);
    private final IconButton previous = new IconButton(VaadinIcon.ANGLE_LEFT, "Previous picture", () -> walk(-1));
    private final IconButton next = new IconButton(VaadinIcon.ANGLE_RIGHT, "Next picture", () -> walk(1));
    private int index;

    /** @param first one of them */
    public PictureViewer(List<Picture> pictures, Picture first) {
        this.pictures = List.copyOf(pictures);
        this.index = Math.max(0, pictures.indexOf(first));
        addClassName("picture-viewer");
        setWidth("min(98vw, 1800px)");
        setHeight("96vh");
        stage.on("walk", Integer.class, this::walk);
        boolean several = pictures.size() > 1;
        previous.setVisible(several);
        next.setVisible(several);
        getHeader().add(previous, next, new IconButton(VaadinIcon.CLOSE, "Close", this::close));
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

    private void show() {
        Picture picture = pictures.get(index);
        setHeaderTitle(
                pictures.size() > 1
                        ? "%s · %d of %d".formatted(picture.words(), index + 1, pictures.size())
                        : picture.words());
        previous.setEnabled(index > 0);
        next.setEnabled(index < pictures.size() - 1);
        stage.set("src", picture.source());
        stage.set("alt", picture.words());
        stage.set(
                "following",
                index < pictures.size() - 1 ? pictures.get(index + 1).source() : "");
    }
}
