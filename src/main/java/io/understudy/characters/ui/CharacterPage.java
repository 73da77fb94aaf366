package io.understudy.characters.ui;

import com.vaadin.flow.router.BeforeEnterEvent;
import io.understudy.characters.CharacterRoutes;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.platform.ui.TitledPage;

/** A page about one character, which its address names. */
public abstract class CharacterPage extends TitledPage<CharacterSummary> {
    private final transient CharacterService characters;

    protected CharacterPage(CharacterService characters) {
        this.characters = characters;
    }

    @Override
    protected CharacterSummary find(BeforeEnterEvent event) {
        return characters.bySlug(
                event.getRouteParameters().get(CharacterRoutes.SLUG).orElse(""));
    }
}
