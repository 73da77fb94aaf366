package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.prompts.templates.PromptId;
import io.understudy.prompts.templates.library.TemplateMetadataService;

class FavouriteButton extends Button {
    private boolean favourite;

    FavouriteButton(PromptId template, String name, boolean favourite, TemplateMetadataService marks) {
        this.favourite = favourite;
        addThemeVariants(ButtonVariant.TERTIARY);
        show(name);
        addClickListener(event -> {
            boolean wanted = !this.favourite;
            if (ErrorMessages.guard(() -> marks.favour(template, wanted))) {
                this.favourite = wanted;
                show(name);
            }
        });
    }

    private void show(String name) {
        setIcon((favourite ? VaadinIcon.STAR : VaadinIcon.STAR_O).create());
        String words = favourite ? "Take " + name + " out of my favourites" : "Make " + name + " a favourite";
        setAriaLabel(words);
        setTooltipText(words);
        getElement().setAttribute("aria-pressed", String.valueOf(favourite));
    }
}
