package io.understudy.identity.ui;

import com.vaadin.flow.component.textfield.PasswordField;
import io.understudy.identity.accounts.PasswordProof;
import io.understudy.identity.accounts.Reauthentication;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.FormDialog;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Styled;
import java.util.function.Consumer;

/** Says what a step means, and asks for the password before it. */
public class ProofDialog extends FormDialog {
    private final transient Reauthentication passwords;
    private final PasswordField password = OwnPassword.field();

    /** @param step is taken when the dialog is closed */
    public ProofDialog(
            String title, String consequence, String action, Reauthentication passwords, Consumer<PasswordProof> step) {
        super(title, "30rem");
        this.passwords = passwords;
        password.setAutofocus(true);
        add(Styled.div("dialog-form", new Hint(consequence), password));
        confirm(action, event -> take(step));
    }

    /** @param words why the password is asked for, where it is not about who can sign in */
    public ProofDialog because(String words) {
        password.setHelperText(words);
        return this;
    }

    private void take(Consumer<PasswordProof> step) {
        ErrorMessages.guard(password, () -> {
            PasswordProof proof = passwords.prove(password.getValue());
            close();
            step.accept(proof);
        });
    }
}
