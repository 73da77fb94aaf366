package io.understudy.versions.passports.ui;

import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.lora.Fit;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.StateBadge;

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

    private static BadgeTone tone(Fit fit) {
        return switch (fit.outcome()) {
            case FITS -> BadgeTone.GOOD;
            case UNPROVEN -> BadgeTone.WARN;
            case DOES_NOT_FIT, BROKEN -> BadgeTone.BAD;
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
