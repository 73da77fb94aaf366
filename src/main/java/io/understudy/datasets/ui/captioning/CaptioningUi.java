package io.understudy.datasets.ui.captioning;

import io.understudy.characters.CharacterSummary;
import io.understudy.datasets.captioning.CaptioningService;
import io.understudy.datasets.captioning.CaptioningSignals;
import org.springframework.stereotype.Component;

/** The vision model on the pages of a dataset. */
@Component
public class CaptioningUi {
    private final CaptioningService captioning;
    private final CaptioningSignals signals;

    CaptioningUi(CaptioningService captioning, CaptioningSignals signals) {
        this.captioning = captioning;
        this.signals = signals;
    }

    public void ask(CharacterSummary character) {
        new CaptioningDialog(captioning, character).open();
    }

    /** How far it is; nothing while there is nothing to say. */
    public com.vaadin.flow.component.Component progress(CharacterSummary character) {
        return new CaptioningProgressPanel(captioning, signals.of(character.id()), character);
    }
}
