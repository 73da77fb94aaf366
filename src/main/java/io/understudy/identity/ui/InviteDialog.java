package io.understudy.identity.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextField;
import io.understudy.identity.PublicUrl;
import io.understudy.identity.Role;
import io.understudy.identity.accounts.InvitationService;
import io.understudy.platform.ui.ErrorMessages;

public class InviteDialog extends Dialog {
    private final TextField label = new TextField("Name");
    private final RadioButtonGroup<Role> role = new RadioButtonGroup<>("Role");

    public InviteDialog(InvitationService invitations, PublicUrl urls, Role as, Runnable refresh) {
        setHeaderTitle("Invite a person");
        setWidth("30rem");
        label.setHelperText("Shown in the list of open invitations; they choose their own name");
        label.setAutofocus(true);
        role.setItems(Role.values());
        role.setItemLabelGenerator(item -> item.label() + ": " + item.purpose());
        role.setValue(as);
        FormLayout form = new FormLayout(label, role);
        form.setResponsiveSteps(new FormLayout.ResponsiveStep("0", 1));
        add(form);
        Button invite = new Button("Create link", event -> invite(invitations, urls, refresh));
        invite.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(new Button("Cancel", event -> close()), invite);
    }

    private void invite(InvitationService invitations, PublicUrl urls, Runnable refresh) {
        ErrorMessages.guard(label, () -> {
            String secret = invitations.invite(label.getValue(), role.getValue());
            close();
            refresh.run();
            LinkDialog.show(
                    "Invitation for " + label.getValue().strip(),
                    "Send it yourself. It works once, for 7 days, and is not shown again.",
                    urls.of("join/" + secret));
        });
    }
}
