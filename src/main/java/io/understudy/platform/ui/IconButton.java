package io.understudy.platform.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.icon.VaadinIcon;

public class IconButton extends Button {
    public IconButton(VaadinIcon icon, String words, Runnable action) {
        super(icon.create());
        addClickListener(event -> ErrorMessages.guard(action));
        addThemeVariants(ButtonVariant.TERTIARY);
        setAriaLabel(words);
        setTooltipText(words);
    }
}
