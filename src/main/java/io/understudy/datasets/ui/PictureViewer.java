package io.understudy.datasets.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.datasets.PictureFilter;
import io.understudy.datasets.PicturePage;
import io.understudy.datasets.PictureSummary;
import io.understudy.shared.ui.Formats;
import io.understudy.storage.BlobUrls;

/** One picture in full size with its caption; arrow keys walk through the set, Esc returns to the wall. */
class PictureViewer extends Dialog {
    /** Where the picture is shown; tells of arrow keys unless somebody is typing. */
    @Tag("picture-stage")
    static class Stage extends HtmlContainer {
        @Override
        protected void onAttach(AttachEvent attachEvent) {
            attachEvent.getUI().getPage().addJsModule("context://studio/picture-stage.js");
        }
    }

    private final transient DatasetDesk desk;
    private final PictureFilter filter;
    private final Stage stage = new Stage();
    private final Div side = new Div();
    private int index;

    PictureViewer(DatasetDesk desk, PictureFilter filter, int index) {
        this.desk = desk;
        this.filter = filter;
        this.index = index;
        addClassName("picture-viewer");
        setWidth("min(96vw, 1400px)");
        setHeight("94vh");
        side.addClassName("viewer-side");
        stage.getElement()
                .addEventListener("walk", event -> walk(event.getEventDetail(Integer.class)))
                .addEventDetail();
        Div body = new Div(stage, side);
        body.addClassName("viewer-body");
        add(body);
        Button previous = new Button(VaadinIcon.ANGLE_LEFT.create(), event -> walk(-1));
        previous.setAriaLabel("Previous picture");
        Button next = new Button(VaadinIcon.ANGLE_RIGHT.create(), event -> walk(1));
        next.setAriaLabel("Next picture");
        Button close = new Button(VaadinIcon.CLOSE.create(), event -> close());
        close.setAriaLabel("Close");
        getHeader().add(previous, next, close);
        addOpenedChangeListener(event -> {
            if (!event.isOpened()) {
                // The wall behind shows captions, too.
                desk.change(() -> {});
            }
        });
        show();
    }

    private void walk(int by) {
        index += by;
        show();
    }

    private void show() {
        PicturePage one = desk.datasets().pictures(desk.character().id(), filter, Math.max(0, index), 1);
        if (one.total() == 0) {
            close();
            return;
        }
        index = one.page();
        PictureSummary picture = one.pictures().getFirst();
        setHeaderTitle(picture.fileName() + " · " + (index + 1) + " of " + one.total());
        Image image = new Image(BlobUrls.of(picture.display()), picture.fileName());
        stage.removeAll();
        stage.add(image);
        side.removeAll();
        Span facts = new Span(picture.width() + " × " + picture.height() + " px · " + Formats.bytes(picture.size())
                + " · " + picture.mediaType());
        facts.addClassName("secondary-text");
        Button use = picture.included()
                ? new Button("Leave out", event -> decide(() -> desk.datasets().exclude(picture.id())))
                : new Button(
                        picture.belowMinimum() ? "Keep anyway" : "Include",
                        event -> decide(() -> desk.datasets().include(picture.id())));
        Button remove = new Button("Remove", event -> {
            desk.remove(picture);
            show();
        });
        Div actions = new Div(use, remove);
        actions.addClassName("actions");
        Span keys = new Span("← and → walk, Esc returns.");
        keys.addClassName("secondary-text");
        CaptionField caption = new CaptionField(desk, picture);
        side.add(facts, caption, new MeasuresPanel(desk, picture.id(), this::show), actions, keys);
    }

    private void decide(Runnable decision) {
        desk.change(decision);
        show();
    }
}
