package io.understudy.datasets.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Span;
import io.understudy.datasets.PictureSummary;
import io.understudy.storage.BlobUrls;

class CaptionRow extends Composite<Div> {
    private final CaptionField field;
    private final Span others = new Span();
    private final Span name = new Span();

    CaptionRow(DatasetPageModel desk, PictureSummary picture) {
        field = new CaptionField(desk, picture);
        others.addClassName("caption-others");
        others.setVisible(false);
        Image thumbnail = new Image(BlobUrls.of(picture.thumbnail()), picture.fileName());
        thumbnail.getElement().setAttribute("loading", "lazy").setAttribute("decoding", "async");
        name(picture);
        name.addClassNames("secondary-text", "one-line");
        Div text = new Div(name, field, others);
        text.addClassName("caption-text");
        getContent().addClassName("caption-row");
        getContent().add(thumbnail, text);
    }

    void showNews(PictureSummary picture) {
        name(picture);
        field.showNews(picture.caption());
    }

    private void name(PictureSummary picture) {
        name.setText(picture.fileName() + (picture.included() ? "" : " · left out"));
    }

    void whenEntered(Runnable entered) {
        field.whenEntered(entered);
    }

    /** @param names of the others who are in this caption now; empty for nobody */
    void editedBy(String names) {
        others.setText(
                names.isEmpty() ? "" : "✎ " + names + (names.contains(" and ") ? " are" : " is") + " in this caption");
        others.setVisible(!names.isEmpty());
        getContent().setClassName("edited-by-others", !names.isEmpty());
    }
}
