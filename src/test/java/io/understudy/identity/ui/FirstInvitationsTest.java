package io.understudy.identity.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import io.understudy.identity.People;
import io.understudy.identity.Role;
import io.understudy.identity.accounts.InvitationService;
import io.understudy.identity.accounts.OpenInvitation;
import io.understudy.support.ViewTest;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class FirstInvitationsTest extends ViewTest {
    @Autowired
    InvitationService invitations;

    @Test
    void anAdminWhoIsAloneInvitesAMemberAndAReviewerFromHome() {
        signIn(people.admin("Ines"));
        UI.getCurrent().navigate("");
        _setValue(name("Who trains?"), "Mara");
        _setValue(name("Who reviews?"), "Jon");
        _setValue(password(), People.PASSWORD);
        _click(create());

        assertThat(invitations.open())
                .extracting(OpenInvitation::label, OpenInvitation::role)
                .containsExactlyInAnyOrder(Tuple.tuple("Mara", Role.MEMBER), Tuple.tuple("Jon", Role.REVIEWER));
        assertThat(_find(Div.class, spec -> spec.withClasses("secret-link")))
                .extracting(link -> invitations
                        .welcome(link.getText().substring(link.getText().lastIndexOf('/') + 1))
                        .roleLabel())
                .containsExactly("Member", "Reviewer");
        _get(Button.class, spec -> spec.withText("Copy link for Mara"));
        _assertNone(Button.class, spec -> spec.withText("Create links"));
        _assertNone(PasswordField.class);
    }

    @Test
    void withoutThePasswordNobodyIsInvited() {
        signIn(people.admin("Ines"));
        UI.getCurrent().navigate("");
        _setValue(name("Who reviews?"), "Jon");
        _setValue(password(), "not the password");
        _click(create());

        assertThat(password().getErrorMessage()).startsWith("This is not your password");
        assertThat(invitations.open()).isEmpty();
        assertThat(name("Who reviews?").getValue()).isEqualTo("Jon");
    }

    @Test
    void oneNameIsEnoughAndNoneIsNot() {
        signIn(people.admin("Ines"));
        UI.getCurrent().navigate("");
        assertThat(primaryActions()).as("before a first character").containsExactly("Create links");
        _click(create());
        assertThat(name("Who trains?").getErrorMessage()).contains("give a name");
        assertThat(invitations.open()).isEmpty();

        _setValue(name("Who reviews?"), "Jon");
        _setValue(password(), People.PASSWORD);
        _click(create());
        assertThat(invitations.open()).singleElement().returns(Role.REVIEWER, OpenInvitation::role);
        assertThat(name("Who trains?").isVisible()).isTrue();
    }

    @Test
    void whatWasTypedIsKeptUntilNoNameIsRefused() {
        signIn(people.admin("Ines"));
        UI.getCurrent().navigate("");
        _setValue(name("Who trains?"), "Mara");
        _setValue(name("Who reviews?"), "J".repeat(81));
        _setValue(password(), People.PASSWORD);
        _click(create());
        assertThat(name("Who reviews?").getErrorMessage()).contains("at most 80 characters");
        assertThat(droppedDrafts()).isZero();

        _setValue(name("Who reviews?"), "Jon");
        _click(create());
        assertThat(droppedDrafts()).isOne();
    }

    private static long droppedDrafts() {
        return UI.getCurrent().getInternals().dumpPendingJavaScriptInvocations().stream()
                .filter(script -> script.getInvocation().getExpression().contains("draft-saved"))
                .count();
    }

    @Test
    void itIsNotOfferedToATeamNorWhileAnInvitationIsOpen() {
        signIn(people.admin("Ines"));
        invitations.invite("Mara", Role.MEMBER, people.proof());
        UI.getCurrent().navigate("");
        _assertNone(Button.class, spec -> spec.withText("Create links"));

        signIn(people.member("Mara"));
        UI.getCurrent().navigate("");
        _assertNone(Button.class, spec -> spec.withText("Create links"));
    }

    private static TextField name(String label) {
        return _get(TextField.class, spec -> spec.withLabel(label));
    }

    private static PasswordField password() {
        return _get(PasswordField.class, spec -> spec.withLabel("Your password"));
    }

    private static Button create() {
        return _get(Button.class, spec -> spec.withText("Create links"));
    }
}
