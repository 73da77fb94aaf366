package io.understudy.datasets.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.understudy.datasets.captions.CaptionChange;
import io.understudy.platform.text.WordDiff;
import io.understudy.platform.ui.Styled;

public class CaptionDifference extends Composite<Div> {
    CaptionDifference(CaptionChange change) {
        this(change.fileName(), change.before(), change.after());
    }

    public CaptionDifference(String title, String before, String after) {
        Span name = Styled.span("secondary-text one-line", title);
        getContent().addClassName("caption-difference");
        getContent().add(name, words(before, after));
    }

    public static Div words(String before, String after) {
        Div line = Styled.div("difference-words");
        WordDiff.between(before, after).forEach(part -> line.add(component(part)));
        return line;
    }

    private static Component component(WordDiff.Part part) {
        return switch (part.kind()) {
            case SAME -> new Span(part.text());
            case GONE -> new HtmlContainer("del", new Text(part.text()));
            case NEW -> new HtmlContainer("ins", new Text(part.text()));
        };
    }
}
