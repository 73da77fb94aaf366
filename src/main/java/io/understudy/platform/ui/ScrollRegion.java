package io.understudy.platform.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;

/** Content that may be wider than there is room; the arrow keys scroll it as well. */
public class ScrollRegion extends Div {
    /** @param label what it contains, for those who hear the page */
    public ScrollRegion(String className, String label, Component... content) {
        super(content);
        addClassName(className);
        getElement()
                .setAttribute("tabindex", "0")
                .setAttribute("role", "region")
                .setAttribute("aria-label", label);
    }
}
