package io.understudy.identity.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.binder.Binder;
import com.vaadin.flow.data.binder.ValidationException;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.understudy.identity.Person;
import io.understudy.identity.Role;
import io.understudy.identity.access.AccessTokenService;
import io.understudy.identity.accounts.PasswordChange;
import io.understudy.identity.accounts.ProfileService;
import io.understudy.identity.accounts.TeamService;
import io.understudy.identity.security.SessionService;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.SingleKeys;
import io.understudy.platform.ui.Styled;
import jakarta.annotation.security.RolesAllowed;

@Route("profile")
@PageTitle("Profile · Understudy")
@RolesAllowed(Role.MEMBER_ROLE)
class ProfileView extends Page {
    private final transient ProfileService profile;
    private final transient AccessTokenService tokens;

    ProfileView(ProfileService profile, AccessTokenService tokens, SessionService sessions, TeamService team) {
        this.profile = profile;
        this.tokens = tokens;
        Person me = team.me();
        add(new PageHeader("Profile").subtitle(me.email() + " · " + me.role().label()));
        add(naming(me), keyboard(), new SessionsPanel(sessions), password());
    }

    private DraftKeeper naming(Person me) {
        DraftKeeper draft = new DraftKeeper("profile/name");
        TextField name = new TextField("Your name");
        name.setValue(me.name());
        Button save = new Button("Save name", event -> {
            if (ErrorMessages.guard(name, () -> profile.rename(name.getValue()))) {
                draft.saved();
                NameChange.everywhere(profile.name());
                Notifications.done("Name saved");
            }
        });
        draft.add(panel("Name", "Others see it next to everything you do.", new FormLayout(name), save));
        return draft;
    }

    private Div keyboard() {
        Checkbox keys = new Checkbox("Use single-key shortcuts", profile.singleKeys());
        keys.setHelperText("For example A, R and 1 to 9 in Reviews, M in a comparison, and ? for the list of shortcuts."
                + " Keys with Ctrl or Alt, arrows and Enter always work.");
        Button save = new Button("Save shortcuts", event -> {
            boolean on = keys.getValue();
            if (ErrorMessages.guard(() -> profile.useSingleKeys(on))) {
                SingleKeys.switchEverywhere(on);
                Notifications.done(on ? "Single-key shortcuts are on." : "Single-key shortcuts are off.");
            }
        });
        return panel(
                "Keyboard",
                "Switch single keys off if you speak to your computer, or press keys by accident.",
                new FormLayout(keys),
                save);
    }

    private Div password() {
        PasswordField current = new PasswordField("Current password");
        current.setAutocomplete(Autocomplete.CURRENT_PASSWORD);
        PasswordField password = new PasswordField("New password");
        password.setAutocomplete(Autocomplete.NEW_PASSWORD);
        password.setHelperText("At least 8 characters. Several unrelated words work well.");
        Checkbox keep = new Checkbox("Keep my access tokens");
        keep.setHelperText(
                "Leave it off if someone else may have known your password: your machines then need new tokens.");
        keep.setVisible(tokens.anyValid());
        Binder<PasswordChange> binder = new Binder<>(PasswordChange.class);
        binder.forField(current).asRequired("Please type your current password").bind("current");
        binder.forField(password).asRequired("Please choose a new password").bind("password");
        binder.forField(keep).bind("keepTokens");
        Button save = Buttons.primary("Change password", event -> {
            if (!binder.validate().isOk()) {
                return;
            }
            try {
                PasswordChange change = binder.writeRecord();
                ErrorMessages.guard(binder, () -> profile.changePassword(change));
            } catch (ValidationException shownInTheForm) {
                binder.validate();
            }
        });
        return panel(
                "Password",
                "Changing it ends all your sessions, this one included.",
                new FormLayout(current, password, keep),
                save);
    }

    private static Div panel(String title, String text, FormLayout form, Button action) {
        Buttons.pressByEnter(action, form);
        return new Panel(title, new Hint(text), form, Styled.div("actions", action));
    }
}
