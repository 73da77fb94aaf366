package io.understudy.characters.ui;

import com.vaadin.flow.component.combobox.ComboBox;
import io.understudy.characters.CharacterFilter;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.platform.ui.KeptChoice;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.data.domain.PageRequest;

/** Finds a character by its name or trigger word. */
public class CharacterPicker extends ComboBox<CharacterSummary> {
    private final transient CharacterService characters;

    public CharacterPicker(String label, CharacterService characters) {
        super(label);
        this.characters = characters;
        setItems(
                query -> characters
                        .page(
                                new CharacterFilter(query.getFilter().orElse(""), false),
                                PageRequest.of(query.getPage(), query.getPageSize()))
                        .stream(),
                query -> (int) characters
                        .page(new CharacterFilter(query.getFilter().orElse(""), false), PageRequest.of(0, 1))
                        .getTotalElements());
        setItemLabelGenerator(item -> item.name() + " · " + item.triggerWord());
        setClearButtonVisible(true);
    }

    /** For the draft keeper of the form. */
    public KeptChoice kept() {
        return KeptChoice.of(
                getLabel(),
                this,
                chosen -> chosen.id().value().toString(),
                id -> find(new CharacterId(UUID.fromString(id))));
    }

    private Optional<CharacterSummary> find(CharacterId id) {
        return Optional.ofNullable(characters.byIds(Set.of(id)).get(id));
    }
}
