package io.understudy.versions.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.checklist.ItemFact;

class FactLine extends Div {
    FactLine(ItemFact fact) {
        addClassName("fact-line");
        Span title = Styled.span("fact-title", fact.title() + (fact.required() ? " (required)" : ""));
        add(badge(fact.standing()), title, Hint.inline(fact.words()));
    }

    private static StateBadge badge(ItemFact.Standing standing) {
        return switch (standing) {
            case MEETS -> new StateBadge(standing.words(), BadgeTone.GOOD, VaadinIcon.CHECK);
            case DOES_NOT_MEET -> new StateBadge(standing.words(), BadgeTone.WARN, VaadinIcon.WARNING);
            case NOT_MEASURED -> new StateBadge(standing.words(), BadgeTone.NEUTRAL, VaadinIcon.CIRCLE_THIN);
        };
    }
}
