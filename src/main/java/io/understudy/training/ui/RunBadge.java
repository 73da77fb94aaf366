package io.understudy.training.ui;

import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.StateBadge;
import io.understudy.training.RunState;
import java.util.Locale;

public final class RunBadge {
    private RunBadge() {}

    public static StateBadge of(RunState state) {
        return new StateBadge(state.label().toLowerCase(Locale.ROOT), tone(state), icon(state));
    }

    private static BadgeTone tone(RunState state) {
        return switch (state) {
            case QUEUED, CANCELLED -> BadgeTone.NEUTRAL;
            case PREPARING, RUNNING, COLLECTING -> BadgeTone.INFO;
            case SUCCEEDED -> BadgeTone.GOOD;
            case AWAITING_APPROVAL, UNCONFIRMED, LOST -> BadgeTone.WARN;
            case FAILED -> BadgeTone.BAD;
        };
    }

    private static VaadinIcon icon(RunState state) {
        return switch (state) {
            case AWAITING_APPROVAL -> VaadinIcon.PAUSE;
            case UNCONFIRMED -> VaadinIcon.QUESTION_CIRCLE;
            case QUEUED -> VaadinIcon.CLOCK;
            case PREPARING -> VaadinIcon.COG;
            case RUNNING -> VaadinIcon.PLAY;
            case COLLECTING -> VaadinIcon.DOWNLOAD_ALT;
            case SUCCEEDED -> VaadinIcon.CHECK;
            case FAILED -> VaadinIcon.CLOSE_CIRCLE;
            case CANCELLED -> VaadinIcon.BAN;
            case LOST -> VaadinIcon.UNLINK;
        };
    }
}
