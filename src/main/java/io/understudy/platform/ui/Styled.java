package io.understudy.platform.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;

/** Elements together with their classes of the style sheet, which are separated by spaces. */
public final class Styled {
    private Styled() {}

    public static Div div(String classes, Component... content) {
        Div div = new Div(content);
        div.addClassNames(classes.split(" "));
        return div;
    }

    public static Div div(String classes, String text) {
        Div div = div(classes);
        div.setText(text);
        return div;
    }

    public static Span span(String classes, Component... content) {
        Span span = new Span(content);
        span.addClassNames(classes.split(" "));
        return span;
    }

    public static Span span(String classes, String text) {
        Span span = new Span(text);
        span.addClassNames(classes.split(" "));
        return span;
    }
}
