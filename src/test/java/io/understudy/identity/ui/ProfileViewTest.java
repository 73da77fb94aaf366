package io.understudy.identity.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._assertOne;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import io.understudy.identity.People;
import io.understudy.identity.accounts.TeamService;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.support.ViewTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class ProfileViewTest extends ViewTest {
    @Autowired
    TeamService team;

    @BeforeEach
    void openProfile() {
        signIn(people.member("Mara"));
        UI.getCurrent().navigate("profile");
    }

    @Test
    void aPersonChangesTheirName() {
        _setValue(_get(TextField.class, spec -> spec.withLabel("Your name")), "Mara Lind");
        _click(_get(Button.class, spec -> spec.withText("Save name")));

        assertThat(team.me().name()).isEqualTo("Mara Lind");
    }

    @Test
    void aNameIsKeptUntilItIsSavedAndAPasswordNever() {
        _assertOne(_get(DraftKeeper.class), TextField.class);
        _assertNone(_get(DraftKeeper.class), PasswordField.class);
    }

    @Test
    void aWrongCurrentPasswordIsSaidBesideItsFieldAndNothingTypedIsLost() {
        PasswordField current = _get(PasswordField.class, spec -> spec.withLabel("Current password"));
        PasswordField next = _get(PasswordField.class, spec -> spec.withLabel("New password"));
        _setValue(current, "not mine");
        _setValue(next, "velvet ladder prompt box");
        _click(_get(Button.class, spec -> spec.withText("Change password")));

        assertThat(current.isInvalid()).isTrue();
        assertThat(current.getErrorMessage()).contains("not your password");
        assertThat(next.getValue()).isEqualTo("velvet ladder prompt box");
    }

    @Test
    void anEasyPasswordIsRefusedBesideItsField() {
        _setValue(_get(PasswordField.class, spec -> spec.withLabel("Current password")), People.PASSWORD);
        PasswordField next = _get(PasswordField.class, spec -> spec.withLabel("New password"));
        _setValue(next, "password1");
        _click(_get(Button.class, spec -> spec.withText("Change password")));

        assertThat(next.isInvalid()).isTrue();
        assertThat(next.getErrorMessage()).contains("easily guessed");
    }
}
