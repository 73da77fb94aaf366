package io.understudy.versions.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.shared.HasValidationProperties;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextArea;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Notifications;
import org.jspecify.annotations.Nullable;

class DecisionDialog extends VersionDialog {
    private static final int LONGEST = 2000;

    @FunctionalInterface
    interface Step {
        void take(String reason, String password);
    }

    private final transient Step step;
    private final TextArea reason = new TextArea();
    private final PasswordField password = new PasswordField("Your password");
    private final Button confirm;
    private Focusable<?> first;
    private boolean possible = true;
    private transient @Nullable DraftKeeper draft;

    /** @param step a refusal of it keeps the dialog open when a field can be corrected */
    DecisionDialog(String title, String consequence, String action, Step step) {
        super(title, "32rem");
        this.step = step;
        addClassName("decision-dialog");
        reason.setWidthFull();
        reason.setMaxLength(LONGEST);
        reason.setMinRows(3);
        reason.setRequiredIndicatorVisible(true);
        password.setWidthFull();
        password.setAutocomplete(Autocomplete.CURRENT_PASSWORD);
        password.setRequiredIndicatorVisible(true);
        password.setHelperText("Asked again because others rely on this step.");
        add(new Paragraph(consequence));
        confirm = confirm(action, event -> take());
        confirm.setDisableOnClick(true);
        first = confirm;
        addOpenedChangeListener(event -> {
            if (event.isOpened()) {
                first.focus();
            }
        });
    }

    /** @param draftKey names the decision and what it is about, for a reason that is typed and not sent */
    DecisionDialog askReason(String question, String draftKey) {
        reason.setLabel(question);
        first = reason;
        DraftKeeper kept = new DraftKeeper(draftKey, reason);
        draft = kept;
        add(kept);
        return this;
    }

    DecisionDialog askPassword() {
        if (first == confirm) {
            first = password;
        }
        add(password);
        return this;
    }

    /** Looks as {@link io.understudy.platform.ui.Confirmation#ofLoss} does. */
    DecisionDialog cannotBeUndone() {
        confirm.addThemeVariants(ButtonVariant.ERROR);
        return this;
    }

    DecisionDialog show(Component more) {
        add(more);
        return this;
    }

    @Override
    boolean keepsText() {
        return draft != null;
    }

    @Override
    void allow(boolean still) {
        possible = still;
        confirm.setEnabled(still);
    }

    private void take() {
        int toldBefore = told();
        reason.setInvalid(false);
        password.setInvalid(false);
        try {
            step.take(reason.getValue(), password.getValue());
            if (draft != null) {
                draft.saved();
            }
            close();
        } catch (DomainException.RuleViolation broken) {
            show(broken, told() > toldBefore);
        } catch (RuntimeException problem) {
            // Else the dialog says in its place what others decided.
            if (told() == toldBefore) {
                Notifications.refused(ErrorMessages.message(problem));
                close();
            }
        } finally {
            confirm.setEnabled(possible);
        }
    }

    private void show(DomainException.RuleViolation broken, boolean said) {
        String field = broken.field() == null ? "" : broken.field();
        switch (field) {
            case "reason" -> mark(reason, broken);
            case "password" -> mark(password, broken);
            default -> {
                if (!said) {
                    Notifications.refused(broken.words());
                    close();
                }
            }
        }
    }

    private static void mark(HasValidationProperties input, DomainException.RuleViolation broken) {
        input.setErrorMessage(broken.words());
        input.setInvalid(true);
    }
}
