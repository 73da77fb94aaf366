package io.understudy.platform.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;

/** What a page is about, and next to it, or below it in a narrow window, what belongs to it. */
public class TwoColumns extends Div {
    public TwoColumns(Component main, Component side) {
        super(main, side);
        addClassName("with-side-panel");
    }
}
