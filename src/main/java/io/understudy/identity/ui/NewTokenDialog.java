package io.understudy.identity.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.shared.HasValidationProperties;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import io.understudy.identity.access.AccessTokenService;
import io.understudy.identity.access.NewAccessToken;
import io.understudy.identity.security.Reauthentication;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.ui.CopyButton;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.FormDialog;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Styled;

class NewTokenDialog extends FormDialog {
    private static final int DEFAULT_DAYS = 90;

    private final transient AccessTokenService tokens;
    private final transient Reauthentication passwords;
    private final transient Runnable made;
    private final TextField name = new TextField("Machine");
    private final Select<Integer> days = new Select<>();
    private final PasswordField password = new PasswordField("Your password");
    private final DraftKeeper draft = new DraftKeeper("token", name, days, password);

    NewTokenDialog(AccessTokenService tokens, Reauthentication passwords, Runnable made) {
        super("New access token", "30rem");
        this.tokens = tokens;
        this.passwords = passwords;
        this.made = made;
        name.setPlaceholder("ComfyUI in the studio");
        name.setMaxLength(40);
        name.setWidthFull();
        name.setAutofocus(true);
        days.setLabel("Valid for");
        days.setItems(7, 30, DEFAULT_DAYS, 365);
        days.setValue(DEFAULT_DAYS);
        days.setItemLabelGenerator(count -> count + " days");
        days.setWidthFull();
        password.setAutocomplete(Autocomplete.CURRENT_PASSWORD);
        password.setWidthFull();
        add(Styled.div("dialog-form", draft));
        Button create = confirm("Create token", event -> create());
    }

    private void create() {
        name.setInvalid(false);
        password.setInvalid(false);
        try {
            NewAccessToken token =
                    tokens.create(name.getValue(), days.getValue(), passwords.prove(password.getValue()));
            draft.saved();
            show(token);
            made.run();
        } catch (DomainException.RuleViolation broken) {
            String field = broken.field() == null ? "" : broken.field();
            switch (field) {
                case "name" -> mark(name, broken);
                case "password" -> mark(password, broken);
                default -> Notifications.refused(broken.words());
            }
        } catch (RuntimeException problem) {
            Notifications.refused(ErrorMessages.message(problem));
        }
    }

    private static void mark(HasValidationProperties field, DomainException.RuleViolation broken) {
        field.setErrorMessage(broken.words());
        field.setInvalid(true);
    }

    private void show(NewAccessToken token) {
        removeAll();
        getFooter().removeAll();
        setHeaderTitle("Token for " + token.name());
        setCloseOnOutsideClick(false);
        TextField secret = new TextField("Token");
        secret.setValue(token.secret());
        secret.setReadOnly(true);
        secret.setWidthFull();
        add(new Paragraph("Copy it now: it is shown only once."), secret, new CopyButton("Copy", token.secret()));
        getFooter().add(new Button("Done", event -> close()));
    }
}
