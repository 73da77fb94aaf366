package io.understudy.versions.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.ui.CharacterSection;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionService;
import io.understudy.versions.VersionSignals;
import java.util.List;

/** The versions of a character that everyone is to use: one for each model that has one. */
@org.springframework.stereotype.Component
class ProductionSection implements CharacterSection {
    private final VersionService versions;
    private final VersionSignals signals;
    private final List<VersionLink> links;

    ProductionSection(VersionService versions, VersionSignals signals, List<VersionLink> links) {
        this.versions = versions;
        this.signals = signals;
        this.links = List.copyOf(links);
    }

    @Override
    public List<Component> of(CharacterSummary character) {
        Div place = Styled.div("list-content");
        LiveUpdate.refresh(place, signals.changes(), new ProductionPanels(character.id(), place)::follow);
        return List.of(place);
    }

    private class ProductionPanels {
        private final CharacterId character;
        private final Div place;
        private List<VersionDetails> shown;

        ProductionPanels(CharacterId character, Div place) {
            this.character = character;
            this.place = place;
            this.shown = read();
            show();
        }

        private List<VersionDetails> read() {
            return versions.productions(character).stream()
                    .map(card -> versions.details(card.id()))
                    .toList();
        }

        /** A panel that would push the page down is announced instead. */
        void follow() {
            List<VersionDetails> now = read();
            if (now.size() > shown.size()) {
                VersionDetails first = now.stream()
                        .filter(version ->
                                shown.stream().noneMatch(one -> one.id().equals(version.id())))
                        .findFirst()
                        .orElseThrow();
                Notifications.ready(first.card().name() + " is in production.", "Show", VersionRoutes.of(first.id()));
                shown = now;
            } else if (!now.equals(shown)) {
                shown = now;
                show();
            }
        }

        private void show() {
            place.removeAll();
            place.setVisible(!shown.isEmpty());
            shown.forEach(version -> place.add(new ProductionPanel(version, links, true)));
        }
    }
}
