package io.understudy.identity.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.login.LoginForm;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Location;
import io.understudy.identity.accounts.SetupService;
import io.understudy.support.ViewTest;
import java.sql.SQLTransientConnectionException;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.CannotCreateTransactionException;

class LoginViewTest extends ViewTest {
    private final SetupService setup = mock(SetupService.class);
    private LoginView view;

    @BeforeEach
    void makeThePage() {
        view = new LoginView(setup, Clock.systemUTC());
    }

    @Test
    void whoOpensTheSignInPageWhileTheDatabaseIsAwaySeesTheFormAndReadsSo() {
        when(setup.needed())
                .thenThrow(new CannotCreateTransactionException(
                        "No connection", new SQLTransientConnectionException("The database does not answer")));

        view.beforeEnter(arrival("login"));

        UI.getCurrent().add(view);
        assertThat(_get(view, LoginForm.class).isError()).isTrue();
        assertThat(_get(view, LoginForm.class)
                        .getElement()
                        .getPropertyRaw("i18n")
                        .toString())
                .contains("The database does not answer");
    }

    @Test
    void anAddressThatWasKeptFromAnOutageSaysNothingOnceItIsOver() {
        view.beforeEnter(arrival("login?away"));

        UI.getCurrent().add(view);
        assertThat(_get(view, LoginForm.class).isError()).isFalse();
    }

    @Test
    void anyOtherProblemIsNoOutage() {
        when(setup.needed()).thenThrow(new IllegalStateException("a mistake"));

        assertThatThrownBy(() -> view.beforeEnter(arrival("login"))).isInstanceOf(IllegalStateException.class);
    }

    private static BeforeEnterEvent arrival(String address) {
        BeforeEnterEvent event = mock(BeforeEnterEvent.class);
        when(event.getLocation()).thenReturn(new Location(address));
        return event;
    }
}
