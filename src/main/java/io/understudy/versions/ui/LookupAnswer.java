package io.understudy.versions.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionState;
import io.understudy.versions.registry.VersionLookup.Known;
import java.util.List;

class LookupAnswer extends Div {
    LookupAnswer(List<Known> known) {
        if (known.isEmpty()) {
            add(Styled.div(
                    "lookup-answer",
                    new StateBadge("unknown here", BadgeTone.NEUTRAL, VaadinIcon.QUESTION_CIRCLE_O),
                    new Span("No version of this team has these bytes or these weights.")));
        }
        known.forEach(one -> add(Styled.div(
                "lookup-answer",
                VersionBadges.of(one.version().state()),
                VersionBadges.trail(one.version()),
                VersionBadges.file(one.version()),
                new Anchor(VersionRoutes.of(one.version().id()), one.version().name()),
                words(one))));
    }

    private static Span words(Known one) {
        String match =
                switch (one.match()) {
                    case FILE -> "";
                    case WEIGHTS -> " The weights are the same, the metadata is not.";
                    case HASH_OF_WEIGHTS -> " This hash is of the weights alone, so the metadata may differ.";
                };
        return Hint.inline((one.version().contradicted()
                        ? "Do not rely on it: its decisions contradict the audit trail."
                        : meaning(one.version().state()))
                + match);
    }

    private static String meaning(VersionState state) {
        return switch (state) {
            case APPROVED -> "This is the production LoRA: use it.";
            case SUPERSEDED -> "It was in production until a newer version took its place.";
            case REVOKED -> "It was withdrawn: do not use it. Its page says why.";
            case DRAFT, IN_REVIEW, CHANGES_REQUESTED, SIGNED_OFF -> "It is not approved for production yet.";
        };
    }
}
