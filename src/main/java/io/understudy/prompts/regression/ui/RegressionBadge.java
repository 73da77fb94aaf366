package io.understudy.prompts.regression.ui;

import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.StateBadge;
import io.understudy.prompts.regression.RegressionState;

class RegressionBadge extends StateBadge {
    RegressionBadge(RegressionState state) {
        super(state.word(), tone(state), icon(state));
    }

    private static BadgeTone tone(RegressionState state) {
        return switch (state) {
            case RUNNING -> BadgeTone.INFO;
            case NO_PICTURES, UNJUDGED -> BadgeTone.WARN;
            case WORSE -> BadgeTone.BAD;
            case SAME, BETTER -> BadgeTone.GOOD;
        };
    }

    private static VaadinIcon icon(RegressionState state) {
        return switch (state) {
            case RUNNING -> VaadinIcon.HOURGLASS;
            case NO_PICTURES -> VaadinIcon.WARNING;
            case UNJUDGED -> VaadinIcon.EYE;
            case WORSE -> VaadinIcon.ARROW_DOWN;
            case SAME -> VaadinIcon.CHECK;
            case BETTER -> VaadinIcon.ARROW_UP;
        };
    }
}
