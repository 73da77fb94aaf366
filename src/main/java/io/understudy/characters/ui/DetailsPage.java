package io.understudy.characters.ui;

import com.vaadin.flow.router.BeforeEnterEvent;
import io.understudy.characters.CharacterDetails;
import io.understudy.characters.CharacterRoutes;
import io.understudy.characters.CharacterService;
import io.understudy.platform.ui.TitledPage;

/** A page about all that is known of a character itself. */
abstract class DetailsPage extends TitledPage<CharacterDetails> {
    private final transient CharacterService characters;

    DetailsPage(CharacterService characters) {
        this.characters = characters;
    }

    @Override
    protected CharacterDetails find(BeforeEnterEvent event) {
        return characters.details(
                event.getRouteParameters().get(CharacterRoutes.SLUG).orElseThrow());
    }

    final void refresh() {
        showAgain(characters.details(shown().summary().slug()));
    }
}
