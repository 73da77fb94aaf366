package io.understudy.identity.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextField;
import io.understudy.identity.PublicUrl;
import io.understudy.identity.Role;
import io.understudy.identity.accounts.InvitationService;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.FormDialog;
import io.understudy.platform.ui.Styled;

public class InviteDialog extends FormDialog {
    private final TextField label = new TextField("Name");
    private final RadioButtonGroup<Role> role = new RadioButtonGroup<>("Role");
    private final DraftKeeper draft = new DraftKeeper("invitation", label);

    public InviteDialog(InvitationService invitations, PublicUrl urls, Role as, Runnable refresh) {
        super("Invite a person", "30rem");
        label.setHelperText("Shown in the list of open invitations; they choose their own name");
        label.setAutofocus(true);
        role.setItems(Role.values());
        role.setItemLabelGenerator(item -> item.label() + ": " + item.purpose());
        role.setValue(as);
        // What someone may do is chosen for each invitation.
        add(Styled.div("dialog-form", draft, role));
        Button invite = confirm("Create link", event -> invite(invitations, urls, refresh));
    }

    private void invite(InvitationService invitations, PublicUrl urls, Runnable refresh) {
        ErrorMessages.guard(label, () -> {
            String secret = invitations.invite(label.getValue(), role.getValue());
            draft.saved();
            close();
            refresh.run();
            LinkDialog.show(
                    "Invitation for " + label.getValue().strip(),
                    "Send it yourself. It works once, for 7 days, and is not shown again.",
                    urls.of("join/" + secret));
        });
    }
}
