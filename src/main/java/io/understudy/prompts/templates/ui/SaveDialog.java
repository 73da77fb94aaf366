package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.textfield.TextField;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.FormDialog;
import io.understudy.platform.ui.Styled;
import io.understudy.prompts.templates.TemplateVersion;
import java.util.function.Consumer;

class SaveDialog extends FormDialog {
    /** @param draftKey names the template, for a message that is typed and not saved */
    SaveDialog(String draftKey, int next, TwoPaneDiff difference, Consumer<String> save) {
        super("Save as version " + next, "60rem");
        TextField message = new TextField("What did you change, and why?");
        message.setMaxLength(TemplateVersion.MAX_MESSAGE);
        message.setWidthFull();
        message.setRequiredIndicatorVisible(true);
        DraftKeeper draft = new DraftKeeper(draftKey, message);
        add(Styled.div("dialog-form", difference, draft));
        confirm("Save version " + next, "Keep editing", event -> {
            if (message.getValue().isBlank()) {
                message.setErrorMessage("Say in a few words what you changed and why.");
                message.setInvalid(true);
            } else if (ErrorMessages.guard(message, () -> save.accept(message.getValue()))) {
                draft.saved();
                close();
            }
        });
        addOpenedChangeListener(event -> {
            if (event.isOpened()) {
                message.focus();
            }
        });
    }
}
