package io.understudy.identity.ui;

import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Span;

public class Wordmark extends Span {
    public Wordmark() {
        addClassName("wordmark");
        Image sign = new Image("studio/icons/understudy.svg", "");
        sign.getElement().setAttribute("aria-hidden", "true");
        add(sign, new Span("Understudy"));
    }
}
