package io.understudy.versions.ui;

import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.shared.ui.StateBadge;
import io.understudy.shared.ui.Tone;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionState;

final class VersionBadges {
    private VersionBadges() {}

    static StateBadge recalled(VersionCard card) {
        StateBadge badge = new StateBadge("recalled", Tone.BAD, VaadinIcon.BAN);
        badge.setTitle(
                "Photos it was trained on were withdrawn, or its dataset was recalled: the file is not handed out.");
        badge.setVisible(card.recalled());
        return badge;
    }

    static StateBadge of(VersionState state) {
        StateBadge badge =
                switch (state) {
                    case DRAFT -> new StateBadge(state.word(), Tone.NEUTRAL, VaadinIcon.PENCIL);
                    case IN_REVIEW -> new StateBadge(state.word(), Tone.INFO, VaadinIcon.EYE);
                    case CHANGES_REQUESTED -> new StateBadge(state.word(), Tone.WARN, VaadinIcon.REPLY);
                    case SIGNED_OFF -> new StateBadge(state.word(), Tone.INFO, VaadinIcon.CHECK);
                    case APPROVED -> new StateBadge(state.word(), Tone.GOOD, VaadinIcon.CHECK_CIRCLE);
                    case SUPERSEDED -> new StateBadge(state.word(), Tone.NEUTRAL, VaadinIcon.ARCHIVE);
                    case REVOKED -> new StateBadge(state.word(), Tone.BAD, VaadinIcon.BAN);
                };
        badge.setTitle(state.meaning());
        return badge;
    }
}
