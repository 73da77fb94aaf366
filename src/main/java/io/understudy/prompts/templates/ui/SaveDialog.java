package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.prompts.templates.TemplateVersion;
import java.util.function.Consumer;

class SaveDialog extends Dialog {
    SaveDialog(int next, TwoPaneDiff difference, Consumer<String> save) {
        setHeaderTitle("Save as version " + next);
        setWidth("60rem");
        TextField message = new TextField("What did you change, and why?");
        message.setMaxLength(TemplateVersion.MAX_MESSAGE);
        message.setWidthFull();
        message.setRequiredIndicatorVisible(true);
        Div content = new Div(difference, message);
        content.addClassName("dialog-form");
        add(content);
        Button done = new Button("Save version " + next, event -> {
            if (message.getValue().isBlank()) {
                message.setErrorMessage("Say in a few words what you changed and why.");
                message.setInvalid(true);
            } else if (ErrorMessages.guard(message, () -> save.accept(message.getValue()))) {
                close();
            }
        });
        done.addThemeVariants(ButtonVariant.PRIMARY);
        done.addClickShortcut(Key.ENTER);
        getFooter().add(new Button("Keep editing", event -> close()), done);
        addOpenedChangeListener(event -> {
            if (event.isOpened()) {
                message.focus();
            }
        });
    }
}
