package io.understudy.platform.ui;

import com.vaadin.flow.component.Tag;

@Tag("jump-links")
public class JumpLinks extends BrowserElement {
    /** @param selector of the element that holds the panels, such as {@code .version-columns} */
    public JumpLinks(String selector) {
        getElement().setAttribute("for", selector);
    }

    /** Also in windows that are wide, for panels that are below one another there, too. */
    public JumpLinks always() {
        addClassName("always");
        return this;
    }
}
