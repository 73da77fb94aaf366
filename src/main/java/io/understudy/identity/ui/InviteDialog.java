package io.understudy.identity.ui;

import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import io.understudy.identity.DisplayName;
import io.understudy.identity.PublicUrl;
import io.understudy.identity.Role;
import io.understudy.identity.accounts.InvitationService;
import io.understudy.identity.accounts.Reauthentication;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.FormDialog;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Styled;
import java.util.Map;
import java.util.Optional;

public class InviteDialog extends FormDialog {
    private final TextField label = new TextField("Name");
    private final RadioButtonGroup<Role> role = new RadioButtonGroup<>("Role");
    private final PasswordField password = OwnPassword.field();
    private final transient Map<String, HasValue<?, ?>> inputs = Map.of("name", label, "password", password);
    private final DraftKeeper draft = new DraftKeeper("invitation", label);

    public InviteDialog(
            InvitationService invitations, Reauthentication passwords, PublicUrl urls, Role as, Runnable refresh) {
        super("Invite a person", "30rem");
        label.setHelperText("Shown in the list of open invitations; they choose their own name");
        label.setAutofocus(true);
        label.setRequiredIndicatorVisible(true);
        role.setItems(Role.values());
        role.setRenderer(Hint.ofChoices(Role::label, Role::purpose));
        role.setValue(as);
        // What someone may do is chosen for each invitation.
        add(Styled.div("dialog-form", draft, role, password));
        confirm("Create link", event -> invite(invitations, passwords, urls, refresh));
    }

    private void invite(InvitationService invitations, Reauthentication passwords, PublicUrl urls, Runnable refresh) {
        label.setInvalid(false);
        password.setInvalid(false);
        ErrorMessages.guard(field -> Optional.ofNullable(inputs.get(field)), () -> {
            DisplayName name = new DisplayName(label.getValue());
            String secret = invitations.invite(name.value(), role.getValue(), passwords.prove(password.getValue()));
            draft.saved();
            close();
            refresh.run();
            LinkDialog.show(
                    "Invitation for " + name.value(),
                    "Send it yourself. It works once, for 7 days, and is not shown again.",
                    urls.of("join/" + secret));
        });
    }
}
