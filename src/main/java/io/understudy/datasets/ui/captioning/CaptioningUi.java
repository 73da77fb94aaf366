package io.understudy.datasets.ui.captioning;

import com.vaadin.flow.spring.security.AuthenticationContext;
import io.understudy.characters.CharacterSummary;
import io.understudy.datasets.captioning.CaptioningService;
import io.understudy.datasets.captioning.CaptioningSignals;
import io.understudy.identity.Role;
import org.springframework.stereotype.Component;

/** The vision model on the pages of a dataset. */
@Component
public class CaptioningUi {
    private final CaptioningService captioning;
    private final CaptioningSignals signals;
    private final AuthenticationContext authentication;

    CaptioningUi(CaptioningService captioning, CaptioningSignals signals, AuthenticationContext authentication) {
        this.captioning = captioning;
        this.signals = signals;
        this.authentication = authentication;
    }

    public void ask(CharacterSummary character) {
        new CaptioningDialog(captioning, character, authentication.hasRole(Role.ADMIN_ROLE)).open();
    }

    /** How far it is; nothing while there is nothing to say. */
    public com.vaadin.flow.component.Component progress(CharacterSummary character) {
        return new CaptioningProgressPanel(captioning, signals.of(character.id()), character);
    }
}
