package io.understudy.platform.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.icon.VaadinIcon;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** The page of a connection that admins set up in Settings: there it is edited, paused, tested and removed. */
public abstract class ConnectionPage<C> extends TitledPage<C> {
    private final String settings;

    /** @param settings address of the section that lists such connections */
    protected ConnectionPage(String settings) {
        this.settings = settings;
    }

    /** The shown connection as it is stored now. */
    protected abstract C stored();

    protected final void reload() {
        showAgain(stored());
    }

    /** @param pause asks before it pauses */
    protected final PageHeader header(StateBadge state, String kind, boolean paused, Runnable pause, Runnable resume) {
        return new PageHeader(title(shown()))
                .crumb("Settings", settings)
                .state(state)
                .subtitle(kind)
                .secondary(
                        paused
                                ? new Button("Resume", VaadinIcon.PLAY.create(), event -> resume(resume))
                                : new Button("Pause", VaadinIcon.PAUSE.create(), event -> pause.run()));
    }

    private void resume(Runnable step) {
        if (ErrorMessages.guard(step)) {
            Notifications.done("“" + title(shown()) + "” is resumed");
            reload();
        }
    }

    protected final <T> Button test(String label, Callable<T> work, Consumer<T> answered) {
        Button test = new Button(
                label,
                event -> SlowWork.inBackground(
                        UI.getCurrent(),
                        work,
                        answer -> {
                            answered.accept(answer);
                            reload();
                        },
                        () -> event.getSource().setEnabled(true)));
        test.setDisableOnClick(true);
        return test;
    }

    /** @param what such a connection is called on the button that confirms */
    protected final void askRemoval(String verb, String what, String words, Runnable removal) {
        Confirmation.ofLoss(verb + " “" + title(shown()) + "”?", words, verb + " " + what, () -> {
                    if (ErrorMessages.guard(removal)) {
                        Navigation.open(settings);
                    }
                })
                .open();
    }
}
