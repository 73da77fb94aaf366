package io.understudy.platform.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;

/** Makes the buttons inside of it one stop for the Tab key; the arrow keys move among them. */
@Tag("roving-focus")
public class RovingFocus extends BrowserElement {
    public RovingFocus(String className, Component... content) {
        addClassName(className);
        add(content);
    }
}
