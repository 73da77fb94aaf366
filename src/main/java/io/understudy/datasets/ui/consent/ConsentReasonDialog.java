package io.understudy.datasets.ui.consent;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.textfield.TextArea;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.FormDialog;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Notifications;
import java.util.function.Consumer;

class ConsentReasonDialog extends FormDialog {
    private static final int LONGEST = 2000;

    /**
     * @param draftKey names what the reason is about, for one that is typed and not sent
     * @param step does it with the reason; a missing reason keeps the dialog open
     */
    ConsentReasonDialog(
            String draftKey,
            String title,
            String consequence,
            String question,
            String action,
            Consumer<String> step,
            Component... details) {
        super(title, "36rem");
        addClassName("decision-dialog");
        TextArea reason = new TextArea(question);
        reason.setWidthFull();
        reason.setMaxLength(LONGEST);
        reason.setMinRows(3);
        reason.setRequiredIndicatorVisible(true);
        reason.setAutofocus(true);
        add(new Hint(consequence));
        add(details);
        DraftKeeper draft = new DraftKeeper(draftKey, reason);
        add(draft);
        Button confirm = confirm(action, event -> {
            try {
                step.accept(reason.getValue());
                draft.saved();
                close();
            } catch (DomainException.RuleViolation broken) {
                reason.setErrorMessage(broken.words());
                reason.setInvalid(true);
            } catch (RuntimeException problem) {
                Notifications.refused(ErrorMessages.message(problem));
                close();
            }
        });
        confirm.setId("confirm");
    }
}
