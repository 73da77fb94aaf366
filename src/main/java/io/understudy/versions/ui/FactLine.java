package io.understudy.versions.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.StateBadge;
import io.understudy.versions.checklist.ItemFact;

class FactLine extends Div {
    FactLine(ItemFact fact) {
        addClassName("fact-line");
        Span title = new Span(fact.title() + (fact.required() ? " (required)" : ""));
        title.addClassName("fact-title");
        Span words = new Span(fact.words());
        words.addClassName("secondary-text");
        add(badge(fact.standing()), title, words);
    }

    private static StateBadge badge(ItemFact.Standing standing) {
        return switch (standing) {
            case MEETS -> new StateBadge(standing.words(), BadgeTone.GOOD, VaadinIcon.CHECK);
            case DOES_NOT_MEET -> new StateBadge(standing.words(), BadgeTone.WARN, VaadinIcon.WARNING);
            case NOT_MEASURED -> new StateBadge(standing.words(), BadgeTone.NEUTRAL, VaadinIcon.CIRCLE_THIN);
        };
    }
}
