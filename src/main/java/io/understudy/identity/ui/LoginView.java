package io.understudy.identity.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.login.LoginForm;
import com.vaadin.flow.component.login.LoginI18n;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.understudy.identity.EndOfSession;
import io.understudy.identity.accounts.SetupService;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.Styled;

@Route(value = "login", autoLayout = false)
@PageTitle("Sign in · Understudy")
@AnonymousAllowed
public class LoginView extends Page implements BeforeEnterObserver {
    public static final String ENDED = "ended";

    private final LoginForm form = new LoginForm(words());
    private final Paragraph message = new Paragraph();
    private final SetupService setup;

    LoginView(SetupService setup) {
        this.setup = setup;
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
        form.setError(parameters.getParameters().containsKey("error"));
        parameters
                .getSingleParameter(ENDED)
                .map(EndOfSession::ofKey)
                .map(EndOfSession::text)
                .ifPresent(this::show);
        if (setup.needed()) {
            show("No one can sign in yet. Open the set-up link in the server log.");
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
