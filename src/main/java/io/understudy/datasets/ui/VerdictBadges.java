package io.understudy.datasets.ui;

import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.datasets.MeasureTopic;
import io.understudy.datasets.Verdict;
import io.understudy.shared.ui.StateBadge;
import io.understudy.shared.ui.Tone;

final class VerdictBadges {
    private VerdictBadges() {}

    static StateBadge of(Verdict verdict) {
        StateBadge badge = new StateBadge(verdict.brief(), Tone.WARN, icon(verdict.topic()));
        badge.setTitle(verdict.words());
        return badge;
    }

    private static VaadinIcon icon(MeasureTopic topic) {
        return switch (topic) {
            case SHOT -> VaadinIcon.CROP;
            case SHARPNESS, ENLARGED -> VaadinIcon.DROP;
            case EXPOSURE -> VaadinIcon.ADJUST;
            case PEOPLE -> VaadinIcon.USERS;
            case IDENTITY -> VaadinIcon.USER;
            case COPY -> VaadinIcon.COPY_O;
        };
    }
}
