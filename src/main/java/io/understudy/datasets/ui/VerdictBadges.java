package io.understudy.datasets.ui;

import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.datasets.quality.MeasureTopic;
import io.understudy.datasets.quality.Verdict;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.StateBadge;

final class VerdictBadges {
    private VerdictBadges() {}

    static StateBadge of(Verdict verdict) {
        StateBadge badge = new StateBadge(verdict.brief(), BadgeTone.WARN, icon(verdict.topic()));
        badge.setTitle(verdict.words());
        return badge;
    }

    private static VaadinIcon icon(MeasureTopic topic) {
        return switch (topic) {
            case SHOT -> VaadinIcon.CROP;
            case SHARPNESS, ENLARGED -> VaadinIcon.DROP;
            case EXPOSURE -> VaadinIcon.ADJUST;
            case PEOPLE -> VaadinIcon.USERS;
            case WRITING -> VaadinIcon.FONT;
            case IDENTITY -> VaadinIcon.USER;
            case COPY -> VaadinIcon.COPY_O;
        };
    }
}
