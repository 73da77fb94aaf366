package io.understudy.characters.ui;

import com.vaadin.flow.component.combobox.ComboBox;
import io.understudy.characters.CharacterFilter;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import org.springframework.data.domain.PageRequest;

/** Finds a character by its name or trigger word. */
public class CharacterPicker extends ComboBox<CharacterSummary> {
    public CharacterPicker(String label, CharacterService characters) {
        super(label);
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
}
