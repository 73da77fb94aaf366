package io.understudy.characters.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Span;
import io.understudy.characters.CharacterDetails;
import io.understudy.characters.CharacterRoutes;
import io.understudy.characters.CharacterSummary;
import io.understudy.platform.ui.Facts;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.Styled;
import io.understudy.storage.BlobUrls;

class FactsPanel extends Panel {
    FactsPanel(CharacterDetails details) {
        super("Facts");
        CharacterSummary character = details.summary();
        Span trigger = Styled.span("trigger-word", character.triggerWord().value());
        Facts facts = new Facts();
        facts.fact("Trigger word", trigger);
        facts.fact("Subject", character.subject());
        facts.fact("Likeness", likeness(details));
        facts.fact(
                "Added",
                new Span(new Span("by " + details.createdByName() + ", "), new RelativeTime(character.createdAt())));
        facts.fact(
                "Changed",
                new Span(new Span("by " + details.changedBy() + ", "), new RelativeTime(details.changedAt())));
        if (character.cover() != null) {
            Image cover = new Image(BlobUrls.of(character.cover()), "Cover of " + character.name());
            cover.addClassName("character-cover");
            add(cover);
        }
        add(facts);
    }

    private static Component likeness(CharacterDetails details) {
        CharacterDetails.Likeness likeness = details.likeness();
        return new Anchor(
                CharacterRoutes.consent(details.summary().slug()),
                likeness == null ? "not recorded yet" : likeness.basis().label());
    }
}
