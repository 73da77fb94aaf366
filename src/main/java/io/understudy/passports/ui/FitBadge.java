package io.understudy.passports.ui;

import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.safetensors.passport.Fit;
import io.understudy.shared.ui.StateBadge;
import io.understudy.shared.ui.Tone;

public class FitBadge extends StateBadge {
    public FitBadge(Fit fit) {
        super(word(fit), tone(fit), icon(fit));
        setTitle(fit.reason());
    }

    private static String word(Fit fit) {
        return switch (fit.outcome()) {
            case FITS -> "fits " + fit.target().label();
            case UNPROVEN -> "fits " + fit.target().label() + " by shape, not proven";
            case DOES_NOT_FIT -> "does not fit " + fit.target().label();
            case BROKEN -> "broken file";
        };
    }

    private static Tone tone(Fit fit) {
        return switch (fit.outcome()) {
            case FITS -> Tone.GOOD;
            case UNPROVEN -> Tone.WARN;
            case DOES_NOT_FIT, BROKEN -> Tone.BAD;
        };
    }

    private static VaadinIcon icon(Fit fit) {
        return switch (fit.outcome()) {
            case FITS -> VaadinIcon.CHECK;
            case UNPROVEN -> VaadinIcon.QUESTION_CIRCLE_O;
            case DOES_NOT_FIT, BROKEN -> VaadinIcon.CLOSE;
        };
    }
}
