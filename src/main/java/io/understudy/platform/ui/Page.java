package io.understudy.platform.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Main;

/** What a page shows, between the sidebar and the end of the window. */
public abstract class Page extends Composite<Main> {
    protected Page() {
        getContent().addClassName("page");
        // Where “Skip to content” leads.
        getContent().getElement().setAttribute("tabindex", "-1");
    }

    protected void add(Component... components) {
        getContent().add(components);
    }

    protected void removeAll() {
        getContent().removeAll();
    }
}
