package io.understudy.characters.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.prompting.guide.Advice;
import java.util.Locale;

public class AdviceText extends Div {
    public AdviceText() {
        addClassName("advice-text");
        getElement().setAttribute("aria-live", "polite");
        setVisible(false);
    }

    public void show(Advice advice) {
        removeAll();
        Icon icon = iconOf(advice.level()).create();
        icon.getElement().setAttribute("aria-hidden", "true");
        add(icon, new Span(advice.words()));
        for (Advice.Level level : Advice.Level.values()) {
            setClassName("advice-" + level.name().toLowerCase(Locale.ROOT), level == advice.level());
        }
        setVisible(true);
    }

    private static VaadinIcon iconOf(Advice.Level level) {
        return switch (level) {
            case FITS -> VaadinIcon.CHECK;
            case HINT -> VaadinIcon.INFO_CIRCLE;
            case WARNING -> VaadinIcon.WARNING;
            case REFUSED -> VaadinIcon.CLOSE_CIRCLE;
        };
    }
}
