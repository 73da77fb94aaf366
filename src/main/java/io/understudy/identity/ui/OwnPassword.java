package io.understudy.identity.ui;

import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;

/** The field in which a person who is signed in types their password again. */
final class OwnPassword {
    private OwnPassword() {}

    static PasswordField field() {
        PasswordField password = new PasswordField("Your password");
        password.setAutocomplete(Autocomplete.CURRENT_PASSWORD);
        password.setHelperText("Asked again because it decides who can sign in.");
        password.setWidthFull();
        password.setRequiredIndicatorVisible(true);
        return password;
    }
}
