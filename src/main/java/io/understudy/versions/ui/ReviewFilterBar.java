package io.understudy.versions.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.QueryParameters;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.ui.CharacterPicker;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.ui.EmptyState;
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
        character.setPlaceholder("Any character");
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

    /** Shown for an empty list. */
    EmptyState nothing() {
        return isEmpty()
                ? new EmptyState(
                        VaadinIcon.CHECK_SQUARE_O,
                        "You're all caught up",
                        "A version appears here when its run is finished: its makers ask for review, a reviewer signs"
                                + " off, an admin approves.")
                : new EmptyState(
                        VaadinIcon.FILTER,
                        "No version matches the filters",
                        "There are others, which these filters leave out.",
                        new Button("Clear filters", event -> clear()));
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
