package io.understudy.shell;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.understudy.identity.accounts.SetupService;
import io.understudy.identity.security.SignIn;
import io.understudy.identity.ui.DoorPage;
import io.understudy.identity.ui.NewPersonForm;
import io.understudy.platform.ui.Buttons;

@Route(value = "setup/:token", autoLayout = false)
@PageTitle("Set-up · Understudy")
@AnonymousAllowed
class SetupView extends DoorPage {
    private final transient SetupService setup;

    SetupView(SetupService setup, SignIn signIn) {
        super(signIn);
        this.setup = setup;
    }

    @Override
    protected void ask(BeforeEnterEvent event, String token) {
        if (setup.accepts(token)) {
            askForTheFirstAdmin(token);
        } else if (setup.needed()) {
            show(
                    new H1("This set-up link is no longer valid"),
                    new Paragraph("Each start of the server creates a new one. Find the latest in the server log."));
        } else {
            event.forwardTo("login");
        }
    }

    private void askForTheFirstAdmin(String token) {
        // Each start of the server makes another link, for the same first admin.
        NewPersonForm form = new NewPersonForm("setup");
        Checkbox sample = new Checkbox("Load the sample character", true);
        sample.setHelperText(
                "Ava Lindqvist, a made-up character with pictures and captions, ready to train: the quickest"
                        + " way to see how everything works");
        Button create = Buttons.primary(
                "Create the first admin",
                click -> form.submit(person -> {
                    setup.createFirstAdmin(token, person);
                    enter(person.email(), person.password(), sample.getValue() ? "?sample" : ".");
                }));
        Buttons.pressByEnter(create, form);
        show(
                new H1("Set up Understudy"),
                new Paragraph("You become the first admin and can then invite your team."),
                form,
                sample,
                create);
    }
}
