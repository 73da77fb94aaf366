package io.understudy.datasets.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.understudy.datasets.CaptionChange;

/** A caption before and after; the old words are struck through, the new ones underlined. */
class CaptionDifference extends Composite<Div> {
    CaptionDifference(CaptionChange change) {
        this(change.fileName(), change.before(), change.after());
    }

    CaptionDifference(String fileName, String before, String after) {
        Span name = new Span(fileName);
        name.addClassNames("secondary-text", "one-line");
        HtmlContainer old = new HtmlContainer("del");
        old.setText(before.isEmpty() ? "(no caption)" : before);
        HtmlContainer fresh = new HtmlContainer("ins");
        fresh.setText(after.isEmpty() ? "(no caption)" : after);
        getContent().addClassName("caption-difference");
        getContent().add(name, old, fresh);
    }
}
