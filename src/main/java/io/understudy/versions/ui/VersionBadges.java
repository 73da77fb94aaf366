package io.understudy.versions.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.lora.Fit;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.StateBadge;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionState;
import io.understudy.versions.passports.ui.FitBadge;

final class VersionBadges {
    private VersionBadges() {}

    static StateBadge recalled(VersionCard card) {
        StateBadge badge = new StateBadge("recalled", BadgeTone.BAD, VaadinIcon.BAN);
        badge.setTitle(
                "Photos it was trained on were withdrawn, or its dataset was recalled: the file is not handed out.");
        badge.setVisible(card.recalled());
        return badge;
    }

    /** That its state is not to be relied on; hidden while the audit trail agrees. */
    static StateBadge trail(VersionCard card) {
        StateBadge badge = new StateBadge(VersionCard.CONTRADICTS, BadgeTone.BAD, VaadinIcon.WARNING);
        badge.setTitle(
                "The database was changed outside the program: do not rely on this version. Its page says more.");
        badge.setVisible(card.contradicted());
        return badge;
    }

    /** What the bytes of its file say against its use; hidden where they say nothing, or are not read yet. */
    static Component file(VersionCard card) {
        Fit fit = card.fit();
        if (fit == null || fit.outcome() == Fit.Outcome.FITS) {
            Span nothing = new Span();
            nothing.setVisible(false);
            return nothing;
        }
        return new FitBadge(fit);
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
