package io.understudy.providers.fal.ui;

import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.PasswordField;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.Confirmation;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.SettingsSection;
import io.understudy.platform.ui.Styled;
import io.understudy.providers.fal.FalConnection;
import io.understudy.providers.fal.FalProblem;
import io.understudy.providers.fal.FileRoute;
import io.understudy.settings.SecretState;
import java.util.Optional;
import org.springframework.stereotype.Component;

@Component
class FalSettings extends SettingsSection {
    private static final int BACKENDS = 40;

    private final FalConnection connection;

    FalSettings(FalConnection connection) {
        super("fal.ai", BACKENDS);
        this.connection = connection;
    }

    @Override
    public com.vaadin.flow.component.Component content() {
        return new Card(connection);
    }

    private static final class Card extends Div {
        private final transient FalConnection connection;
        private final Paragraph standing = new Paragraph();
        private final PasswordField key = new PasswordField("Key");
        private final Button test = new Button("Test the key", event -> test());
        private final Button disconnect = Buttons.quiet("Remove the key…", event -> confirmRemoval());

        Card(FalConnection connection) {
            this.connection = connection;
            addClassName("settings-form");
            key.setHelperText("Made on fal.ai under API keys. It is stored sealed and never shown again.");
            key.setAutocomplete(Autocomplete.OFF);
            Button save = new Button("Save", event -> save());
            test.setDisableOnClick(true);
            add(standing, key, Styled.div("actions", save, test, disconnect), concurrency(), route(), heard());
            show();
        }

        private IntegerField concurrency() {
            IntegerField requests = new IntegerField("Requests at a time");
            requests.setHelperText("How many requests fal.ai works on at once for your account: 2 for a new one, more"
                    + " after buying credit. More runs and pictures than that are queued here.");
            requests.setMin(1);
            requests.setMax(FalConnection.MOST_AT_ONCE);
            requests.setStepButtonsVisible(true);
            requests.setValue(connection.concurrency());
            requests.addValueChangeListener(change -> {
                Integer wanted = change.getValue();
                if (change.isFromClient()
                        && ErrorMessages.guard(
                                requests, () -> connection.changeConcurrency(wanted == null ? 0 : wanted))) {
                    Notifications.done("fal.ai is given up to " + wanted + " requests at a time");
                }
            });
            return requests;
        }

        private RadioButtonGroup<FileRoute> route() {
            RadioButtonGroup<FileRoute> route = new RadioButtonGroup<>("How datasets and LoRAs get there");
            route.setItems(FileRoute.values());
            route.setRenderer(Hint.ofChoices(FileRoute::label, FileRoute::what));
            route.setItemEnabledProvider(connection::isRoutePossible);
            if (!connection.isRoutePossible(FileRoute.LINK)) {
                route.setHelperText("A link needs an object store that the internet reaches: set"
                        + " understudy.storage.public-endpoint to its address.");
            }
            route.setValue(connection.route());
            route.addValueChangeListener(change -> {
                if (change.isFromClient() && ErrorMessages.guard(() -> connection.chooseRoute(change.getValue()))) {
                    Notifications.done("Files go by “" + change.getValue().label() + "” from now on");
                }
            });
            return route;
        }

        private Paragraph heard() {
            Paragraph heard = new Hint(
                    connection.isHeardFrom()
                            ? "fal.ai notifies this server when a request is over; the server also asks every few"
                                    + " seconds."
                            : "This server asks fal.ai every few seconds for the state of a request. With an https"
                                    + " address in understudy.public-url, fal.ai also notifies it.");
            return heard;
        }

        private void show() {
            Optional<SecretState> state = connection.state();
            standing.removeAll();
            state.ifPresentOrElse(
                    set -> standing.add(
                            new Text("Connected: " + set.setBy() + " set the key "), new RelativeTime(set.setAt())),
                    () -> standing.add("Not connected. With a key, fal.ai's trainers can be chosen for runs; each run"
                            + " costs money."));
            test.setEnabled(state.isPresent());
            disconnect.setVisible(state.isPresent());
        }

        private void save() {
            if (ErrorMessages.guard(key, () -> connection.connect(key.getValue()))) {
                key.clear();
                Notifications.done("The key is saved");
                show();
            }
        }

        private void test() {
            UI ui = UI.getCurrent();
            boolean asked = ErrorMessages.guard(() -> connection
                    .test()
                    .thenAccept(problem -> ui.access(() -> answer(problem)))
                    .exceptionally(unexpected -> {
                        ui.access(() -> {
                            Notifications.refused(ErrorMessages.message(unexpected));
                            test.setEnabled(true);
                        });
                        return null;
                    }));
            if (!asked) {
                test.setEnabled(true);
            }
        }

        private void answer(Optional<FalProblem> problem) {
            test.setEnabled(true);
            problem.ifPresentOrElse(
                    found -> Notifications.refused(found.words() + " " + found.advice()),
                    () -> Notifications.done("fal.ai accepts the key"));
        }

        private void confirmRemoval() {
            Confirmation.ofLoss(
                            "Remove the key of fal.ai?",
                            "Nothing new can be sent to fal.ai, and what is in progress there is not followed until"
                                    + " there is a key again; it may be charged all the same. The key cannot be shown"
                                    + " again: without a copy, create a new one on fal.ai.",
                            "Remove key",
                            this::disconnect)
                    .open();
        }

        private void disconnect() {
            if (ErrorMessages.guard(connection::disconnect)) {
                Notifications.done("The key is removed");
                show();
            }
        }
    }
}
