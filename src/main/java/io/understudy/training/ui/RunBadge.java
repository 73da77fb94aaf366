package io.understudy.training.ui;

import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.shared.ui.StateBadge;
import io.understudy.shared.ui.Tone;
import io.understudy.training.RunState;
import java.util.Locale;

public final class RunBadge {
    private RunBadge() {}

    public static StateBadge of(RunState state) {
        return new StateBadge(state.label().toLowerCase(Locale.ROOT), tone(state), icon(state));
    }

    private static Tone tone(RunState state) {
        return switch (state) {
            case QUEUED, CANCELLED -> Tone.NEUTRAL;
            case PREPARING, RUNNING, COLLECTING -> Tone.INFO;
            case SUCCEEDED -> Tone.GOOD;
            case AWAITING_APPROVAL, UNCONFIRMED, LOST -> Tone.WARN;
            case FAILED -> Tone.BAD;
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
