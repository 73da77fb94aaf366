package io.understudy.datasets.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Span;
import io.understudy.datasets.PictureSummary;
import io.understudy.platform.ui.LazyImage;
import io.understudy.platform.ui.Styled;
import io.understudy.storage.BlobUrls;

class CaptionRow extends Composite<Div> {
    private final CaptionField field;
    private final Span others = Styled.span("caption-others");
    private final Span name = Styled.span("secondary-text one-line");

    CaptionRow(DatasetPageModel model, PictureSummary picture) {
        field = new CaptionField(model, picture);
        others.setVisible(false);
        Image thumbnail = new LazyImage(BlobUrls.of(picture.thumbnail()), picture.fileName());
        name(picture);
        Div text = Styled.div("caption-text", name, field, others);
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
