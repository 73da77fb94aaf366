package io.understudy.identity.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.understudy.identity.accounts.InvitationService;
import io.understudy.identity.accounts.SecretToken;
import io.understudy.identity.security.SignIn;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.ErrorMessages;
import java.util.Locale;

@Route(value = "join/:token", autoLayout = false)
@PageTitle("Join · Understudy")
@AnonymousAllowed
class JoinView extends DoorPage {
    private final transient InvitationService invitations;

    JoinView(InvitationService invitations, SignIn signIn) {
        super(signIn);
        this.invitations = invitations;
    }

    @Override
    protected void ask(BeforeEnterEvent event, String token) {
        try {
            InvitationService.Welcome welcome = invitations.welcome(token);
            if (welcome.newPasswordOnly()) {
                askForPassword(token, welcome.label());
            } else {
                askWhoJoins(token, welcome.roleLabel());
            }
        } catch (DomainException.NotFound dead) {
            show(new H1("This link does not work"), new Paragraph(dead.words()));
        }
    }

    private void askWhoJoins(String token, String role) {
        NewPersonForm form = new NewPersonForm(new SecretToken(token).hash());
        Button join = Buttons.primary(
                "Join the team",
                event -> form.submit(person -> {
                    invitations.join(token, person);
                    enter(person.email(), person.password(), ".");
                }));
        Buttons.pressByEnter(join, form);
        show(
                new H1("Welcome to the team"),
                new Paragraph("You are invited as " + role.toLowerCase(Locale.ROOT) + "."),
                form,
                join);
    }

    private void askForPassword(String token, String name) {
        PasswordField password = new PasswordField("New password");
        password.setWidthFull();
        password.setHelperText("At least 8 characters. Several unrelated words work well.");
        Button save = Buttons.primary("Save and sign in", event -> {
            String chosen = password.getValue();
            ErrorMessages.guard(password, () -> enter(invitations.chooseNewPassword(token, chosen), chosen, "."));
        });
        Buttons.pressByEnter(save, password);
        show(new H1("Choose a new password"), new Paragraph("For " + name + "."), password, save);
    }
}
