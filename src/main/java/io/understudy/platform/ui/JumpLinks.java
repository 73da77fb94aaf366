package io.understudy.platform.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;

@Tag("jump-links")
public class JumpLinks extends Component {
    /** @param selector of the element that holds the panels, such as {@code .version-columns} */
    public JumpLinks(String selector) {
        getElement().setAttribute("for", selector);
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        attachEvent.getUI().getPage().addJsModule("context://studio/jump-links.js");
    }
}
