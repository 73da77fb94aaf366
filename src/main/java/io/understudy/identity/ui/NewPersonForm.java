package io.understudy.identity.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.binder.Binder;
import com.vaadin.flow.data.binder.ValidationException;
import io.understudy.identity.accounts.NewPerson;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import java.util.function.Consumer;

public class NewPersonForm extends Composite<Div> {
    private final Binder<NewPerson> binder = new Binder<>(NewPerson.class);

    private final DraftKeeper draft;

    /** @param link for which the browser keeps name and e-mail, as there is no account yet; not the link's secret */
    public NewPersonForm(String link) {
        TextField name = new TextField("Your name");
        name.setHelperText("Others see it next to everything you do");
        name.setAutocomplete(Autocomplete.NAME);
        EmailField email = new EmailField("E-mail");
        email.setHelperText("You sign in with it; no mail is sent");
        email.setErrorMessage("This does not look like an e-mail address");
        PasswordField password = new PasswordField("Password");
        password.setHelperText("At least 8 characters. Several unrelated words work well.");
        password.setAutocomplete(Autocomplete.NEW_PASSWORD);
        binder.forField(name).asRequired("Please give a name").bind("name");
        binder.forField(email).asRequired("Please give an e-mail address").bind("email");
        binder.forField(password).asRequired("Please choose a password").bind("password");
        FormLayout fields = new FormLayout(name, email, password);
        fields.setResponsiveSteps(new FormLayout.ResponsiveStep("0", 1));
        draft = new DraftKeeper("person", fields);
        draft.getElement().setAttribute("data-account", link);
        getContent().add(draft);
    }

    public boolean submit(Consumer<NewPerson> action) {
        if (!binder.validate().isOk()) {
            return false;
        }
        try {
            NewPerson person = binder.writeRecord();
            return ErrorMessages.guard(binder, () -> {
                action.accept(person);
                draft.saved();
            });
        } catch (ValidationException invalid) {
            return false;
        }
    }
}
