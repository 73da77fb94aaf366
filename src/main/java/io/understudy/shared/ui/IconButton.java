package io.understudy.shared.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.icon.VaadinIcon;

/** A quiet button without words on it; what it does is said on hover and to those who do not see it. */
public class IconButton extends Button {
    /** @param action may refuse, which is then shown */
    public IconButton(VaadinIcon icon, String words, Runnable action) {
        super(icon.create());
        addClickListener(event -> Refusals.guard(action));
        addThemeVariants(ButtonVariant.TERTIARY);
        setAriaLabel(words);
        setTooltipText(words);
    }
}
