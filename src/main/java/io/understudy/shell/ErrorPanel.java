package io.understudy.shell;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.platform.ui.EmptyState;

class ErrorPanel extends EmptyState {
    ErrorPanel(VaadinIcon icon, String title, String text) {
        super(icon, title, text, new Anchor("", "Go to the home page"));
        getStyle().setMargin("8vh auto");
        getStyle().setMaxWidth("40rem");
    }
}
