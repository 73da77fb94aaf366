package io.understudy.platform.ui;

import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;

public class StateBadge extends Span {
    public StateBadge(String word, BadgeTone tone, VaadinIcon icon) {
        addClassNames("state-badge", tone.cssClass());
        Icon picture = icon.create();
        picture.getElement().setAttribute("aria-hidden", "true");
        add(picture, new Span(word));
    }
}
