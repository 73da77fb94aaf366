package io.understudy.datasets.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Span;
import io.understudy.datasets.PictureSummary;
import io.understudy.storage.BlobUrls;

/** A picture and its caption side by side. */
class CaptionRow extends Composite<Div> {
    CaptionRow(DatasetDesk desk, PictureSummary picture) {
        Image thumbnail = new Image(BlobUrls.of(picture.thumbnail()), picture.fileName());
        thumbnail.getElement().setAttribute("loading", "lazy").setAttribute("decoding", "async");
        Span name = new Span(picture.fileName() + (picture.included() ? "" : " · left out"));
        name.addClassNames("secondary-text", "one-line");
        Div text = new Div(name, new CaptionField(desk, picture));
        text.addClassName("caption-text");
        getContent().addClassName("caption-row");
        getContent().add(thumbnail, text);
    }
}
