package io.understudy.versions.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import io.understudy.shared.Refusal;
import io.understudy.shared.ui.Notices;
import io.understudy.shared.ui.Refusals;
import java.util.function.Consumer;

/** Asks for the reason of a step that others have to live with. */
class ReasonDialog extends Dialog {
    private static final int LONGEST = 2000;

    /** @param step does it with the reason; a refusal keeps the dialog open */
    ReasonDialog(String title, String consequence, String question, String action, Consumer<String> step) {
        setHeaderTitle(title);
        setWidth("30rem");
        TextArea reason = new TextArea(question);
        reason.setWidthFull();
        reason.setMaxLength(LONGEST);
        reason.setMinRows(3);
        reason.setRequiredIndicatorVisible(true);
        reason.setAutofocus(true);
        add(new Paragraph(consequence), reason);
        Button confirm = new Button(action, event -> {
            try {
                step.accept(reason.getValue());
                close();
            } catch (Refusal.RuleBroken broken) {
                reason.setErrorMessage(broken.words());
                reason.setInvalid(true);
            } catch (RuntimeException problem) {
                Notices.refused(Refusals.inWords(problem));
                close();
            }
        });
        confirm.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(new Button("Cancel", event -> close()), confirm);
    }
}
