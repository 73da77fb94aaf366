package io.understudy.versions.ui;

import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.StateBadge;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionState;

final class VersionBadges {
    private VersionBadges() {}

    static StateBadge recalled(VersionCard card) {
        StateBadge badge = new StateBadge("recalled", BadgeTone.BAD, VaadinIcon.BAN);
        badge.setTitle(
                "Photos it was trained on were withdrawn, or its dataset was recalled: the file is not handed out.");
        badge.setVisible(card.recalled());
        return badge;
    }

    static StateBadge of(VersionState state) {
        StateBadge badge =
                switch (state) {
                    case DRAFT -> new StateBadge(state.word(), BadgeTone.NEUTRAL, VaadinIcon.PENCIL);
                    case IN_REVIEW -> new StateBadge(state.word(), BadgeTone.INFO, VaadinIcon.EYE);
                    case CHANGES_REQUESTED -> new StateBadge(state.word(), BadgeTone.WARN, VaadinIcon.REPLY);
                    case SIGNED_OFF -> new StateBadge(state.word(), BadgeTone.INFO, VaadinIcon.CHECK);
                    case APPROVED -> new StateBadge(state.word(), BadgeTone.GOOD, VaadinIcon.CHECK_CIRCLE);
                    case SUPERSEDED -> new StateBadge(state.word(), BadgeTone.NEUTRAL, VaadinIcon.ARCHIVE);
                    case REVOKED -> new StateBadge(state.word(), BadgeTone.BAD, VaadinIcon.BAN);
                };
        badge.setTitle(state.meaning());
        return badge;
    }
}
