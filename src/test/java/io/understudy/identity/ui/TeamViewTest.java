package io.understudy.identity.ui;

import static com.github.mvysny.kaributesting.v10.ContextMenuKt._clickItemWithCaption;
import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._assertOne;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static com.github.mvysny.kaributesting.v10.pro.ConfirmDialogKt._fireConfirm;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.GridKt;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import io.understudy.identity.AccountId;
import io.understudy.identity.People;
import io.understudy.identity.Role;
import io.understudy.identity.SignedInPerson;
import io.understudy.identity.accounts.InvitationService;
import io.understudy.identity.accounts.TeamService;
import io.understudy.platform.live.ActSignals;
import io.understudy.platform.ui.Navigation;
import io.understudy.support.ViewTest;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class TeamViewTest extends ViewTest {
    @Autowired
    InvitationService invitations;

    @Autowired
    TeamService team;

    @Autowired
    ActSignals acts;

    @Test
    void everybodySeesTheTeamButOnlyAnAdminSeesTheWayToInvite() {
        people.admin("Ines");
        signIn(people.member("Mara"));
        UI.getCurrent().navigate("team");

        assertThat(GridKt._size(_find(Grid.class).getFirst())).isEqualTo(2);
        _assertNone(Button.class, spec -> spec.withText("Invite person"));
    }

    @Test
    void theTeamIsSearchedForAPersonByAddress() {
        people.admin("Ines");
        signIn(people.member("Mara"));
        Navigation.open(TeamView.found("ines@example.org"));

        Grid<?> found = _get(Grid.class);
        assertThat(GridKt._size(found)).isEqualTo(1);
        assertThat(GridKt._getFormattedRow(found, 0)).startsWith("Ines", "ines@example.org");
    }

    @Test
    void aSearchThatFindsNobodyIsCleared() {
        signIn(people.member("Mara"));
        Navigation.open("team?q=zebra");
        assertThat(_find(H2.class)).extracting(H2::getText).contains("Nothing matches “zebra”");
        _assertNone(Grid.class);

        _click(_get(Button.class, spec -> spec.withText("Clear search")));

        Grid<?> everyone = _get(Grid.class);
        assertThat(GridKt._size(everyone)).isEqualTo(1);
        _assertNone(Button.class, spec -> spec.withText("Clear search"));
    }

    @Test
    void anAdminMakesAnInvitationAndSeesItsLinkOnce() {
        signIn(people.admin("Ines"));
        UI.getCurrent().navigate("team");
        _click(_get(Button.class, spec -> spec.withText("Invite person")));
        _setValue(_get(TextField.class, spec -> spec.withLabel("Name")), "Jon");
        _setValue(_get(RadioButtonGroup.class, spec -> spec.withLabel("Role")), Role.REVIEWER);
        typePassword();
        _click(_get(Button.class, spec -> spec.withText("Create link")));

        _assertOne(Dialog.class);
        String link = _get(Div.class, spec -> spec.withClasses("secret-link")).getText();
        assertThat(link).contains("/join/");
        assertThat(invitations.open()).singleElement().satisfies(open -> {
            assertThat(open.label()).isEqualTo("Jon");
            assertThat(open.role()).isEqualTo(Role.REVIEWER);
        });
        assertThat(invitations
                        .welcome(link.substring(link.lastIndexOf('/') + 1))
                        .roleLabel())
                .isEqualTo("Reviewer");
    }

    @Test
    void anAdminSeesAndWithdrawsALinkForANewPassword() {
        signIn(people.admin("Ines"));
        var jon = people.reviewer("Jon");
        invitations.offerNewPassword(new AccountId(jon.accountId()), people.proof());
        signIn(people.admin("Olaf"));
        UI.getCurrent().navigate("team");

        Grid<?> links = _find(Grid.class).getLast();
        assertThat(GridKt._size(links)).isEqualTo(1);
        assertThat(GridKt._getFormattedRow(links, 0)).startsWith("Jon", "jon@example.org", "Ines");
        _click((Button) GridKt._getCellComponent(links, 0, "withdraw"));
        assertThat(invitations.openForNewPasswords()).hasSize(1);
        _fireConfirm(_get(ConfirmDialog.class));

        assertThat(invitations.openForNewPasswords()).isEmpty();
        assertThat(links.getParent().orElseThrow().isVisible()).isFalse();
    }

    @Test
    void anInvitationIsWithdrawnWhenThatIsConfirmed() {
        signIn(people.admin("Ines"));
        invitations.invite("Jon", Role.REVIEWER, people.proof());
        UI.getCurrent().navigate("team");

        _click((Button) GridKt._getCellComponent(_find(Grid.class).get(1), 0, "withdraw"));
        ConfirmDialog question = _get(ConfirmDialog.class);
        assertThat(question.getElement().getProperty("header")).isEqualTo("Withdraw the invitation of Jon?");
        assertThat(invitations.open()).hasSize(1);
        _fireConfirm(question);

        assertThat(invitations.open()).isEmpty();
    }

    @Test
    void whatAnotherAdminDoesIsOfferedAndMovesNothing() throws Exception {
        SignedInPerson ines = signIn(people.admin("Ines"));
        var jon = people.reviewer("Jon");
        UI.getCurrent().navigate("team");

        signIn(people.admin("Olaf"));
        invitations.offerNewPassword(new AccountId(jon.accountId()), people.proof());
        signIn(ines);
        acts.settled().get(2, TimeUnit.MINUTES);
        MockVaadin.clientRoundtrip(false);
        assertThat(_find(Grid.class)).as("people").hasSize(1);

        _click(_get(Button.class, spec -> spec.withText("Show")));
        assertThat(GridKt._size(_find(Grid.class).getLast())).isEqualTo(1);
        _assertNone(Button.class, spec -> spec.withText("Show"));
    }

    @Test
    void anInvitationForNobodyIsRefusedBesideTheField() {
        signIn(people.admin("Ines"));
        UI.getCurrent().navigate("team");
        _click(_get(Button.class, spec -> spec.withText("Invite person")));
        _click(_get(Button.class, spec -> spec.withText("Create link")));

        TextField label = _get(TextField.class, spec -> spec.withLabel("Name"));
        assertThat(label.isInvalid()).isTrue();
        assertThat(label.getErrorMessage()).contains("give a name");
        assertThat(invitations.open()).isEmpty();
    }

    @Test
    void withoutThePasswordNothingComesOfAnInvitation() {
        signIn(people.admin("Ines"));
        UI.getCurrent().navigate("team");
        _click(_get(Button.class, spec -> spec.withText("Invite person")));
        _setValue(_get(TextField.class, spec -> spec.withLabel("Name")), "Jon");
        _setValue(password(), "not the password");
        _click(_get(Button.class, spec -> spec.withText("Create link")));

        assertThat(password().getErrorMessage()).startsWith("This is not your password");
        assertThat(invitations.open()).isEmpty();
    }

    @Test
    void aLinkForANewPasswordIsMadeForAnotherPersonAndTakesThePassword() {
        SignedInPerson jon = people.reviewer("Jon");
        signIn(people.admin("Ines"));
        UI.getCurrent().navigate("team");
        _clickItemWithCaption(actionsFor("Jon"), "Create password link…");
        _setValue(password(), "not the password");
        _click(_get(Button.class, spec -> spec.withText("Create link")));
        assertThat(password().isInvalid()).isTrue();
        assertThat(invitations.openForNewPasswords()).isEmpty();

        typePassword();
        _click(_get(Button.class, spec -> spec.withText("Create link")));

        String link = _get(Div.class, spec -> spec.withClasses("secret-link")).getText();
        assertThat(invitations.chooseNewPassword(link.substring(link.lastIndexOf('/') + 1), "velvet ladder prompt box"))
                .isEqualTo(jon.email());
        assertThat(actionsFor("Ines").getItems().getFirst().getSubMenu().getItems())
                .extracting(MenuItem::getText)
                .contains("Sign out everywhere…")
                .doesNotContain("Create password link…");
    }

    @Test
    @Tag("attack")
    void reactivatingTakesThePassword() {
        AccountId olaf = new AccountId(people.admin("Olaf").accountId());
        signIn(people.admin("Ines"));
        team.deactivate(olaf);
        UI.getCurrent().navigate("team");
        _clickItemWithCaption(actionsFor("Olaf"), "Reactivate…");
        _setValue(password(), "not the password");
        _click(_get(Button.class, spec -> spec.withText("Reactivate account")));
        assertThat(password().isInvalid()).isTrue();
        assertThat(team.activeWith(Role.ADMIN)).doesNotContain(olaf);

        typePassword();
        _click(_get(Button.class, spec -> spec.withText("Reactivate account")));

        assertThat(team.activeWith(Role.ADMIN)).contains(olaf);
    }

    @Test
    void anotherRoleTakesThePassword() {
        SignedInPerson jon = people.reviewer("Jon");
        signIn(people.admin("Ines"));
        UI.getCurrent().navigate("team");
        _clickItemWithCaption(actionsFor("Jon"), Role.ADMIN.label() + ": " + Role.ADMIN.purpose());
        assertThat(team.activeWith(Role.ADMIN)).doesNotContain(new AccountId(jon.accountId()));

        typePassword();
        _click(_get(Button.class, spec -> spec.withText("Change role")));

        assertThat(team.activeWith(Role.ADMIN)).contains(new AccountId(jon.accountId()));
    }

    private static MenuBar actionsFor(String name) {
        Grid<?> everyone = _find(Grid.class).getFirst();
        int row = IntStream.range(0, GridKt._size(everyone))
                .filter(each -> GridKt._getFormattedRow(everyone, each).contains(name))
                .findFirst()
                .orElseThrow();
        return _get(GridKt._getCellComponent(everyone, row, "actions"), MenuBar.class);
    }

    private static PasswordField password() {
        return _get(PasswordField.class, spec -> spec.withLabel("Your password"));
    }

    private static void typePassword() {
        _setValue(password(), People.PASSWORD);
    }
}
