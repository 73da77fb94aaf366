package io.understudy.identity.ui;

import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import io.understudy.identity.access.AccessTokenDetails;
import io.understudy.identity.access.AccessTokenService;
import io.understudy.identity.access.NewAccessToken;
import io.understudy.identity.accounts.Reauthentication;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.FormDialog;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.SecretDialog;
import io.understudy.platform.ui.Styled;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

class RotateTokenDialog extends FormDialog {
    private static final Map<Duration, String> OVERLAPS = overlaps();

    private final transient AccessTokenService tokens;
    private final transient Reauthentication passwords;
    private final transient Runnable made;
    private final AccessTokenDetails token;
    private final Select<Duration> overlap = new Select<>();
    private final PasswordField password = new PasswordField("Your password");

    RotateTokenDialog(AccessTokenDetails token, AccessTokenService tokens, Reauthentication passwords, Runnable made) {
        super("Rotate “" + token.name() + "”", "30rem");
        this.token = token;
        this.tokens = tokens;
        this.passwords = passwords;
        this.made = made;
        overlap.setLabel("The old token stays valid for");
        overlap.setItems(OVERLAPS.keySet());
        overlap.setItemLabelGenerator(OVERLAPS::get);
        overlap.setValue(Duration.ofDays(1));
        overlap.setWidthFull();
        password.setAutocomplete(Autocomplete.CURRENT_PASSWORD);
        password.setWidthFull();
        password.setRequiredIndicatorVisible(true);
        password.setAutofocus(true);
        add(Styled.div(
                "dialog-form",
                new Hint(
                        "The machine gets a new token with the same rights. Until the old one ends, both work."
                                + " A token of an earlier rotation keeps its own end, but ends with the old one at the latest."),
                overlap,
                password));
        confirm("Rotate token", event -> rotate());
    }

    private static Map<Duration, String> overlaps() {
        Map<Duration, String> overlaps = new LinkedHashMap<>();
        overlaps.put(Duration.ZERO, "No time: it ends now");
        overlaps.put(Duration.ofHours(1), "1 hour");
        overlaps.put(Duration.ofDays(1), "1 day");
        overlaps.put(Duration.ofDays(7), "7 days");
        overlaps.put(Duration.ofDays(30), "30 days");
        return overlaps;
    }

    private void rotate() {
        password.setInvalid(false);
        try {
            NewAccessToken fresh = tokens.rotate(token.id(), overlap.getValue(), passwords.prove(password.getValue()));
            close();
            new SecretDialog("Token for " + fresh.name(), "Token", fresh.secret()).open();
            made.run();
        } catch (DomainException.RuleViolation broken) {
            if ("password".equals(broken.field())) {
                password.setErrorMessage(broken.words());
                password.setInvalid(true);
            } else {
                Notifications.refused(broken.words());
            }
        } catch (RuntimeException problem) {
            Notifications.refused(ErrorMessages.message(problem));
        }
    }
}
