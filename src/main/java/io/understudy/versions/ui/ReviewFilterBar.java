package io.understudy.versions.ui;

import com.vaadin.flow.router.QueryParameters;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.ui.CharacterPicker;
import io.understudy.platform.core.DomainException;
import io.understudy.versions.VersionFilter;
import io.understudy.versions.review.ReviewInbox;
import io.understudy.versions.review.ReviewInboxLine;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** As for the versions of one character, and by character. */
class ReviewFilterBar extends VersionFilterBar {
    private static final String CHARACTER = "character";

    private final transient CharacterService characters;
    private final CharacterPicker character;

    ReviewFilterBar(CharacterService characters) {
        super("Waiting for me", List.copyOf(ReviewInbox.UNFINISHED));
        this.characters = characters;
        character = new CharacterPicker("Character", characters);
        addComponentAsFirst(character);
        character.addValueChangeListener(event -> changed(event.isFromClient()));
    }

    @Override
    boolean isEmpty() {
        return character.isEmpty() && super.isEmpty();
    }

    @Override
    void clear() {
        character.clear();
        super.clear();
    }

    boolean accepts(ReviewInboxLine line) {
        CharacterSummary chosen = character.getValue();
        VersionFilter filter = filter();
        return (chosen == null || line.card().character().equals(chosen.id()))
                && filter.accepts(line.card().state())
                && (!filter.mine() || line.need().isMine());
    }

    @Override
    void show(QueryParameters address) {
        super.show(address);
        character.setValue(
                address.getSingleParameter(CHARACTER).flatMap(this::find).orElse(null));
    }

    private Optional<CharacterSummary> find(String slug) {
        try {
            return Optional.of(characters.bySlug(slug));
        } catch (DomainException.NotFound unknown) {
            return Optional.empty();
        }
    }

    @Override
    void put(Map<String, List<String>> parameters) {
        super.put(parameters);
        if (!character.isEmpty()) {
            parameters.put(CHARACTER, List.of(character.getValue().slug()));
        }
    }
}
