package io.understudy.shared.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Div;

/** The frame of every view: the same width, gaps and order (header, then content) everywhere. */
public abstract class Page extends Composite<Div> {
    protected Page() {
        getContent().addClassName("page");
    }

    protected void add(Component... components) {
        getContent().add(components);
    }

    /** Empties the page, to be filled again for another parameter of the same route. */
    protected void removeAll() {
        getContent().removeAll();
    }
}
