package io.understudy.identity.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import io.understudy.identity.DisplayName;
import io.understudy.identity.PublicUrl;
import io.understudy.identity.Role;
import io.understudy.identity.accounts.InvitationService;
import io.understudy.identity.accounts.PasswordProof;
import io.understudy.identity.accounts.Reauthentication;
import io.understudy.identity.accounts.TeamService;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.CopyButton;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.Styled;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Offers an admin who is alone on the team the two invitations without which nothing reaches production. */
@org.springframework.stereotype.Component
public class FirstInvitations {
    private final InvitationService invitations;
    private final TeamService team;
    private final Reauthentication passwords;
    private final PublicUrl urls;

    FirstInvitations(InvitationService invitations, TeamService team, Reauthentication passwords, PublicUrl urls) {
        this.invitations = invitations;
        this.team = team;
        this.passwords = passwords;
        this.urls = urls;
    }

    /** Not visible to anyone else, and not while an invitation is open. */
    public Component panel() {
        Panel panel = new Panel("Invite your team");
        panel.setVisible(team.me().role() == Role.ADMIN
                && team.active().size() == 1
                && invitations.open().isEmpty());
        if (panel.isVisible()) {
            ask(panel);
        }
        return panel;
    }

    private void ask(Panel panel) {
        Map<Role, TextField> names = new EnumMap<>(Role.class);
        names.put(Role.MEMBER, new TextField("Who trains?"));
        names.put(Role.REVIEWER, new TextField("Who reviews?"));
        DraftKeeper draft = new DraftKeeper("first-invitations");
        names.values().forEach(draft::add);
        PasswordField password = OwnPassword.field();
        Div links = Styled.div("dialog-form");
        Button create = Buttons.primary("Create links", event -> {
            if (invite(names, password, links)) {
                draft.saved();
            }
            password.setVisible(!names.isEmpty());
            event.getSource().setVisible(!names.isEmpty());
        });
        Buttons.pressByEnter(create, password);
        panel.add(
                new Hint("A version reaches production when a reviewer signs it off and an admin approves it, neither"
                        + " of whom made it. You can invite more people on the Team page."),
                Styled.div("actions", draft),
                Styled.div("dialog-form", password),
                links,
                Styled.div("actions", create));
    }

    /**
     * Those who have a name, once all names are acceptable and the password is right; when nobody has a name, both
     * fields say what is missing. False when one was refused.
     */
    private boolean invite(Map<Role, TextField> names, PasswordField password, Div links) {
        Map<Role, TextField> asked = new EnumMap<>(names);
        if (!names.values().stream().allMatch(name -> name.getValue().isBlank())) {
            asked.values().removeIf(name -> name.getValue().isBlank());
        }
        boolean acceptable = true;
        for (TextField name : asked.values()) {
            acceptable &= ErrorMessages.guard(name, () -> new DisplayName(name.getValue()));
        }
        return acceptable
                && ErrorMessages.guard(password, () -> {
                    PasswordProof proof = passwords.prove(password.getValue());
                    asked.forEach((role, name) -> {
                        links.add(link(name.getValue(), role, proof));
                        name.removeFromParent();
                        names.remove(role);
                    });
                    password.clear();
                });
    }

    private Div link(String label, Role role, PasswordProof proof) {
        String link = urls.of("join/" + invitations.invite(label, role, proof));
        String name = label.strip();
        return Styled.div(
                "dialog-form",
                Hint.inline("For %s, as %s. Send it yourself. It works once, for 7 days, and is not shown again."
                        .formatted(name, role.label().toLowerCase(Locale.ROOT))),
                Styled.div("secret-link", link),
                Styled.div("actions", new CopyButton("Copy link for " + name, link)));
    }
}
