package io.understudy.identity.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.contextmenu.SubMenu;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import io.understudy.identity.Person;
import io.understudy.identity.PublicUrl;
import io.understudy.identity.Role;
import io.understudy.identity.accounts.InvitationService;
import io.understudy.identity.accounts.TeamService;
import io.understudy.platform.ui.Confirmation;
import io.understudy.platform.ui.ErrorMessages;

class PersonActions extends Composite<MenuBar> {
    private final transient TeamService team;
    private final Runnable refresh;

    PersonActions(Person person, TeamService team, InvitationService invitations, PublicUrl urls, Runnable refresh) {
        this.team = team;
        this.refresh = refresh;
        getContent().addThemeVariants(MenuBarVariant.TERTIARY, MenuBarVariant.ALIGN_END);
        MenuItem top = getContent().addItem(VaadinIcon.ELLIPSIS_DOTS_H.create());
        top.setAriaLabel("Actions for " + person.name());
        SubMenu menu = top.getSubMenu();
        if (!person.active()) {
            menu.addItem("Reactivate", event -> act(() -> team.reactivate(person.id())));
            return;
        }
        SubMenu roles = menu.addItem("Role").getSubMenu();
        for (Role role : Role.values()) {
            MenuItem choice = roles.addItem(role.label() + ": " + role.purpose(), event -> change(person, role));
            choice.setCheckable(true);
            choice.setChecked(role == person.role());
        }
        menu.addItem(
                "Create password link",
                event -> act(() -> LinkDialog.show(
                        "Link for " + person.name(),
                        "Send it yourself. It works once, for 24 hours, and is not shown again. An earlier link no longer"
                                + " works.",
                        urls.of("join/" + invitations.offerNewPassword(person.id())))));
        if (person.passwordLinkBy() != null) {
            menu.addItem("Confirm account…", event -> confirmAccount(person));
        }
        menu.addItem("Sign out everywhere…", event -> confirmSignOut(person));
        menu.addItem("Deactivate…", event -> confirmDeactivation(person));
    }

    private void change(Person person, Role role) {
        act(() -> team.changeRole(person.id(), role));
    }

    private void confirmAccount(Person person) {
        Confirmation.of(
                        "Confirm the account of " + person.name() + "?",
                        "The password was chosen by a link, which its maker could have opened, too. Ask "
                                + person.name()
                                + " in person, then confirm: until then they cannot sign versions that this maker took part in.",
                        "Confirm account",
                        () -> act(() -> team.confirm(person.id())))
                .open();
    }

    private void confirmSignOut(Person person) {
        Confirmation.of(
                        "Sign " + person.name() + " out everywhere?",
                        "All their sessions end at once, on open pages too. They can sign in again; access tokens stay.",
                        "End all sessions",
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

    private void act(Runnable action) {
        ErrorMessages.guard(action);
        refresh.run();
    }
}
