package io.understudy.shell;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.Styled;

/** Leads to what waits for the person, from windows that are too narrow for the sidebar; absent while nothing waits. */
class WaitingLink extends Anchor {
    private final String name;
    private final Span number = Styled.span("waiting-count");

    WaitingLink(String name, String path, VaadinIcon symbol) {
        super(path);
        this.name = name;
        addClassName("counted-link");
        Icon icon = symbol.create();
        icon.getElement().setAttribute("aria-hidden", "true");
        number.getElement().setAttribute("aria-hidden", "true");
        add(icon, number);
        show(0);
    }

    final void show(long count) {
        setVisible(count > 0);
        number.setText(Formats.count(count));
        String words = name + ", " + Formats.count(count) + " waiting";
        setAriaLabel(words);
        setTitle(words);
    }
}
