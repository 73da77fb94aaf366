package io.understudy.platform.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Div;

public abstract class Page extends Composite<Div> {
    protected Page() {
        getContent().addClassName("page");
    }

    protected void add(Component... components) {
        getContent().add(components);
    }

    protected void removeAll() {
        getContent().removeAll();
    }
}
