package io.understudy.identity.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.login.LoginForm;
import com.vaadin.flow.component.login.LoginI18n;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.VaadinSession;
import com.vaadin.flow.server.WrappedSession;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.understudy.identity.EndOfSession;
import io.understudy.identity.accounts.SetupService;
import io.understudy.identity.security.FailedSignIn;
import io.understudy.platform.outages.Dependency;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.Styled;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

@Route(value = "login", autoLayout = false)
@PageTitle("Sign in · Understudy")
@AnonymousAllowed
public class LoginView extends Page implements BeforeEnterObserver {

    public static final String AWAY = "away";
    public static final String ENDED = "ended";
    public static final String FAILED = "error";
    public static final String WAIT = "wait";

    private static final String KEPT_EMAIL = "keptEmail";

    private final LoginForm form = new LoginForm(words());
    private final Paragraph message = new Paragraph();
    private final SetupService setup;
    private final Clock clock;

    LoginView(SetupService setup, Clock clock) {
        this.setup = setup;
        this.clock = clock;
        form.setAction("login");
        form.setForgotPasswordButtonVisible(false);
        message.addClassName("login-message");
        message.setVisible(false);
        Div card = Styled.div(
                "door-card",
                new Wordmark(),
                message,
                form,
                new Paragraph("Forgot your password? An admin can send you a link to choose a new one."));
        getContent().addClassName("door");
        add(card);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var parameters = event.getLocation().getQueryParameters();
        boolean failed = parameters.getParameters().containsKey(FAILED);
        boolean away = parameters.getParameters().containsKey(AWAY);
        boolean waits = parameters.getParameters().containsKey(WAIT);
        form.setError(failed);
        form.getElement().setProperty(KEPT_EMAIL, "");
        WrappedSession session = VaadinSession.getCurrent().getSession();
        if ((failed || away || waits) && session.getAttribute(FailedSignIn.KEY) instanceof FailedSignIn attempt) {
            keep(attempt.email());
            if (waits) {
                showWait(attempt);
            }
            if (away) {
                showAway();
                // The address stays when the page is loaded again, and the database may be back by then.
                session.removeAttribute(FailedSignIn.KEY);
            }
        }
        parameters
                .getSingleParameter(ENDED)
                .map(EndOfSession::ofKey)
                .map(EndOfSession::text)
                .ifPresent(this::show);
        try {
            if (setup.needed()) {
                show("No one can sign in yet. Open the set-up link in the server log.");
            }
        } catch (RuntimeException problem) {
            if (Dependency.lostIn(problem).isEmpty()) {
                throw problem;
            }
            showAway();
        }
    }

    private void showAway() {
        form.showErrorMessage(
                "Sign-in is not possible at the moment", "The database does not answer. Try again in a moment.");
    }

    /** The form has no property for it; its fields are there after its first update. */
    private void keep(String email) {
        if (!email.isBlank()) {
            form.getElement().setProperty(KEPT_EMAIL, email);
            form.getElement().setProperty("noAutofocus", true);
            form.getElement().executeJs("""
                    this.updateComplete.then(() => {
                      this.querySelector('#vaadinLoginUsername').value = this.keptEmail;
                      requestAnimationFrame(() => this.querySelector('#vaadinLoginPassword').focus());
                    })""");
        }
    }

    private void showWait(FailedSignIn attempt) {
        Instant until = attempt.waitUntil();
        if (until != null && until.isAfter(clock.instant())) {
            Duration wait = Duration.between(clock.instant(), until);
            form.showErrorMessage(
                    "Too many attempts",
                    "There were too many wrong passwords for this account or from this address. Nothing is locked: try"
                            + " again in %d min.".formatted(wait.toMinutes() + 1));
        }
    }

    private void show(String text) {
        message.setText(text);
        message.setVisible(true);
    }

    private static LoginI18n words() {
        LoginI18n words = LoginI18n.createDefault();
        words.getForm().setTitle("Sign in");
        words.getForm().setUsername("E-mail");
        words.getForm().setSubmit("Sign in");
        words.getErrorMessage().setTitle("Sign-in failed");
        words.getErrorMessage().setMessage("The e-mail address or the password is wrong.");
        return words;
    }
}
