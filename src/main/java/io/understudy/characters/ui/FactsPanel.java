package io.understudy.characters.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Span;
import io.understudy.characters.CharacterDetails;
import io.understudy.characters.CharacterSummary;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.prompting.guide.LoraFileName;
import io.understudy.storage.BlobUrls;

class FactsPanel extends Div {
    FactsPanel(CharacterDetails details) {
        CharacterSummary character = details.summary();
        addClassName("panel");
        Span trigger = new Span(character.triggerWord());
        trigger.addClassName("trigger-word");
        DescriptionList facts = new DescriptionList();
        facts.addClassName("facts");
        fact(facts, "Trigger word", trigger);
        fact(facts, "Subject", new Span(character.subject()));
        fact(facts, "Likeness", likeness(details));
        Span file = new Span(LoraFileName.of(character.slug(), 1, 1000));
        file.addClassName("trigger-word");
        fact(facts, "LoRA files", file);
        fact(
                facts,
                "Added",
                new Span(new Span("by " + details.createdByName() + ", "), new RelativeTime(character.createdAt())));
        fact(
                facts,
                "Changed",
                new Span(new Span("by " + details.changedBy() + ", "), new RelativeTime(details.changedAt())));
        if (character.cover() != null) {
            Image cover = new Image(BlobUrls.of(character.cover()), "Cover of " + character.name());
            cover.addClassName("character-cover");
            add(cover);
        }
        add(new H2("Facts"), facts);
    }

    private static Component likeness(CharacterDetails details) {
        CharacterDetails.Likeness likeness = details.likeness();
        return new Anchor(
                CharacterRoutes.consent(details.summary().slug()),
                likeness == null ? "not recorded yet" : likeness.basis().label());
    }

    private static void fact(DescriptionList facts, String term, Component value) {
        facts.add(new DescriptionList.Term(term), new DescriptionList.Description(value));
    }
}
