package io.understudy.versions.ui;

import com.vaadin.flow.component.Component;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.ui.CharacterSection;
import io.understudy.versions.VersionService;
import java.util.List;

/** The versions of a character that everyone is to use: one for each model that has one. */
@org.springframework.stereotype.Component
class ProductionSection implements CharacterSection {
    private final VersionService versions;
    private final List<VersionLink> links;

    ProductionSection(VersionService versions, List<VersionLink> links) {
        this.versions = versions;
        this.links = List.copyOf(links);
    }

    @Override
    public List<Component> of(CharacterSummary character) {
        return versions.productions(character.id()).stream()
                .<Component>map(card -> new ProductionPanel(versions.details(card.id()), links))
                .toList();
    }
}
