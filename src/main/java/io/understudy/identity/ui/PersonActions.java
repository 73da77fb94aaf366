package io.understudy.identity.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.contextmenu.SubMenu;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import io.understudy.identity.AccountId;
import io.understudy.identity.Person;
import io.understudy.identity.PublicUrl;
import io.understudy.identity.Role;
import io.understudy.identity.accounts.InvitationService;
import io.understudy.identity.accounts.PasswordProof;
import io.understudy.identity.accounts.Reauthentication;
import io.understudy.identity.accounts.TeamService;
import io.understudy.platform.ui.Confirmation;
import io.understudy.platform.ui.ErrorMessages;
import java.util.Locale;
import java.util.function.Consumer;

class PersonActions extends Composite<MenuBar> {
    private final transient TeamService team;
    private final transient InvitationService invitations;
    private final transient Reauthentication passwords;
    private final transient PublicUrl urls;
    private final Runnable refresh;

    /** @param me who looks at it: nobody makes a link for themselves */
    PersonActions(
            Person person,
            AccountId me,
            TeamService team,
            InvitationService invitations,
            Reauthentication passwords,
            PublicUrl urls,
            Runnable refresh) {
        this.team = team;
        this.invitations = invitations;
        this.passwords = passwords;
        this.urls = urls;
        this.refresh = refresh;
        getContent().addThemeVariants(MenuBarVariant.TERTIARY, MenuBarVariant.ALIGN_END);
        MenuItem top = getContent().addItem(VaadinIcon.ELLIPSIS_DOTS_H.create());
        top.setAriaLabel("Actions for " + person.name());
        SubMenu menu = top.getSubMenu();
        if (!person.active()) {
            menu.addItem("Reactivate…", event -> askToReactivate(person));
            return;
        }
        SubMenu roles = menu.addItem("Role").getSubMenu();
        for (Role role : Role.values()) {
            MenuItem choice = roles.addItem(role.label() + ": " + role.purpose(), event -> {
                // It is ticked when the role has changed, not when the question is asked.
                event.getSource().setChecked(role == person.role());
                askForRole(person, role);
            });
            choice.setCheckable(true);
            choice.setChecked(role == person.role());
        }
        if (!person.id().equals(me)) {
            menu.addItem("Create password link…", event -> askForLink(person));
        }
        if (person.passwordLinkBy() != null) {
            menu.addItem("Confirm account…", event -> askToConfirm(person));
        }
        menu.addItem("Sign out everywhere…", event -> confirmSignOut(person));
        menu.addItem("Deactivate…", event -> confirmDeactivation(person));
    }

    private void askForRole(Person person, Role role) {
        if (role != person.role()) {
            ask(
                    "Change the role of " + person.name() + "?",
                    "From %s to %s. All their sessions end, so that the new role holds everywhere at once."
                            .formatted(
                                    person.role().label().toLowerCase(Locale.ROOT),
                                    role.label().toLowerCase(Locale.ROOT)),
                    "Change role",
                    proof -> team.changeRole(person.id(), role, proof));
        }
    }

    private void askToReactivate(Person person) {
        ask(
                "Reactivate " + person.name() + "?",
                "They can sign in again with their old password, as %s. Access tokens stay revoked."
                        .formatted(person.role().label().toLowerCase(Locale.ROOT)),
                "Reactivate account",
                proof -> team.reactivate(person.id(), proof));
    }

    private void askForLink(Person person) {
        ask(
                "Create a password link for " + person.name() + "?",
                "The person who opens the link chooses a new password for this account.",
                "Create link",
                proof -> LinkDialog.show(
                        "New-password link for " + person.name(),
                        "Send it yourself. It works once, for 24 hours, and is not shown again. An earlier link no longer"
                                + " works.",
                        urls.of("join/" + invitations.offerNewPassword(person.id(), proof))));
    }

    private void askToConfirm(Person person) {
        ask(
                "Confirm the account of " + person.name() + "?",
                "The password was chosen by a link, which its maker could have opened, too. Ask " + person.name()
                        + " in person, then confirm: until then they cannot sign versions that this maker took part in.",
                "Confirm account",
                proof -> team.confirm(person.id(), proof));
    }

    private void confirmSignOut(Person person) {
        Confirmation.of(
                        "Sign " + person.name() + " out everywhere?",
                        "All their sessions end at once, on open pages too. They can sign in again; access tokens stay.",
                        "Sign out everywhere",
                        () -> act(() -> team.endSessions(person.id())))
                .open();
    }

    private void confirmDeactivation(Person person) {
        Confirmation.ofLoss(
                        "Deactivate " + person.name() + "?",
                        "They are signed out at once, on open pages too. What they created stays, and you can reactivate"
                                + " them at any time.",
                        "Deactivate account",
                        () -> act(() -> team.deactivate(person.id())))
                .open();
    }

    private void ask(String title, String consequence, String action, Consumer<PasswordProof> step) {
        new ProofDialog(title, consequence, action, passwords, proof -> act(() -> step.accept(proof))).open();
    }

    private void act(Runnable action) {
        ErrorMessages.guard(action);
        refresh.run();
    }
}
