package io.understudy.datasets.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.datasets.PicturePage;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.images.decoding.PictureEdit;
import io.understudy.datasets.quality.WallQuery;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.SlowWork;
import io.understudy.platform.ui.Styled;
import org.jspecify.annotations.Nullable;

/**
 * One picture as large as the window: zoom to its pixels, faces, caption, crop. Arrow keys move through the dataset,
 * Esc returns to the wall.
 */
class PictureViewer extends Dialog {
    private final transient DatasetPageModel model;
    private final WallQuery query;
    private final PictureStage stage = new PictureStage();
    private final Div sideHolder = Styled.div("viewer-side");
    private int index;
    private @Nullable CropPanel crop;
    private transient @Nullable PictureSummary shown;

    PictureViewer(DatasetPageModel model, WallQuery query, int index) {
        this.model = model;
        this.query = query;
        this.index = index;
        addClassName("photo-viewer");
        setWidth("min(98vw, 1800px)");
        setHeight("96vh");
        stage.on("walk", Integer.class, this::walk);
        stage.on("act", String.class, this::act);
        stage.on("framed", PictureStage.Frame.class, frame -> {
            if (crop != null) {
                crop.framed(frame);
            }
        });
        add(Styled.div("viewer-body", stage, sideHolder));
        getHeader()
                .add(
                        button(VaadinIcon.ANGLE_LEFT, "Previous picture", () -> walk(-1)),
                        button(VaadinIcon.ANGLE_RIGHT, "Next picture", () -> walk(1)),
                        button(VaadinIcon.CLOSE_SMALL, "Close", this::close));
        addOpenedChangeListener(event -> {
            if (!event.isOpened()) {
                // The wall behind shows captions, too.
                model.change(() -> {});
            }
        });
        show();
    }

    private static Button button(VaadinIcon icon, String words, Runnable action) {
        return Buttons.icon(icon.create(), words, event -> action.run());
    }

    private void walk(int by) {
        index += by;
        show();
    }

    private void act(String what) {
        PictureSummary picture = shown;
        if (picture == null) {
            return;
        }
        switch (what) {
            case "use" -> toggleUse(picture);
            case "crop" -> startCrop();
            case "stop-crop" -> show();
            case "turn-left" -> turn(-1);
            case "turn-right" -> turn(1);
            default -> throw new IllegalArgumentException("The stage has no action “" + what + "”");
        }
    }

    private void turn(int by) {
        if (crop != null) {
            crop.turn(by);
        }
    }

    private void show() {
        crop = null;
        setCloseOnEsc(true);
        PicturePage one =
                model.datasets().pictures(model.character().id(), query, model.measures(), Math.max(0, index), 1);
        if (one.total() == 0) {
            close();
            return;
        }
        index = one.page();
        PictureSummary picture = one.pictures().getFirst();
        shown = picture;
        setHeaderTitle(picture.fileName() + " · " + (index + 1) + " of " + one.total());
        stage.show(
                picture,
                model.measures()
                        .of(picture.id())
                        .map(measured -> measured.measures())
                        .orElse(null));
        sideHolder.removeAll();
        sideHolder.add(new ViewerSide(
                model,
                picture,
                () -> toggleUse(picture),
                this::startCrop,
                () -> remove(picture),
                () -> decide(() -> model.edits().backToSource(picture.id())),
                this::show));
    }

    private void startCrop() {
        CropPanel panel = new CropPanel(stage, this::make, this::show);
        crop = panel;
        // Esc leaves the crop first; the stage reports it.
        setCloseOnEsc(false);
        sideHolder.removeAll();
        sideHolder.add(panel);
        panel.show();
    }

    private void make(PictureEdit edit, boolean instead) {
        PictureSummary source = shown;
        CropPanel panel = crop;
        if (source == null || panel == null) {
            return;
        }
        panel.busy(true);
        SlowWork.inBackground(
                UI.getCurrent(),
                () -> model.edits().derive(source.id(), edit, instead),
                made -> {
                    decide(() -> {});
                    Notifications.undoable(
                            made.fileName()
                                    + (instead
                                            ? " is trained on instead of " + source.fileName() + "."
                                            : " is in the dataset next to " + source.fileName() + "."),
                            () -> decide(() -> model.edits().backToSource(made.id())));
                },
                () -> panel.busy(false));
    }

    private void toggleUse(PictureSummary picture) {
        decide(() -> {
            if (picture.included()) {
                model.datasets().exclude(picture.id());
            } else {
                model.datasets().include(picture.id());
            }
        });
    }

    private void remove(PictureSummary picture) {
        model.pictures().remove(model, picture);
        show();
    }

    private void decide(Runnable decision) {
        model.change(decision);
        if (isOpened()) {
            show();
        }
    }
}
