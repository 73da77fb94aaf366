package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Paragraph;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.ui.CharacterPicker;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Panel;
import io.understudy.prompting.language.PromptVariable;
import io.understudy.prompts.templates.TemplateDraft;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

class CombinationInputs extends Panel {
    private final CharacterPicker character;
    private final Map<String, MultiSelectComboBox<String>> variables = new LinkedHashMap<>();
    private final transient Runnable changed;

    CombinationInputs(CharacterService characters, TemplateDraft template, Runnable changed) {
        super("What is combined");
        this.changed = changed;
        character = new CharacterPicker("Character", characters);
        character.setWidthFull();
        CharacterId bound = template.settings().character();
        (bound == null
                        ? characters.recent(1).stream().findFirst()
                        : characters.byIds(List.of(bound)).values().stream().findFirst())
                .ifPresent(character::setValue);
        character.addValueChangeListener(event -> changed.run());
        add(character);
        template.variables().forEach(variable -> add(field(variable)));
        Paragraph how = new Hint("Every value of every variable meets every alternative of {one|or|another}.");
        add(how);
    }

    private MultiSelectComboBox<String> field(PromptVariable variable) {
        MultiSelectComboBox<String> field = new MultiSelectComboBox<>(variable.token());
        List<String> offered = new ArrayList<>(variable.suggestions());
        field.setItems(offered);
        field.setValue(Set.copyOf(variable.suggestions()));
        field.setAllowCustomValue(true);
        field.setWidthFull();
        field.setPlaceholder(variable.usual().isEmpty() ? "add values" : variable.usual());
        field.addCustomValueSetListener(event -> {
            String typed = event.getDetail().strip();
            Set<String> chosen = new LinkedHashSet<>(field.getValue());
            chosen.add(typed);
            if (!offered.contains(typed)) {
                offered.add(typed);
                field.setItems(offered);
            }
            field.setValue(chosen);
        });
        field.addValueChangeListener(event -> changed.run());
        variables.put(variable.name(), field);
        return field;
    }

    @Nullable
    CharacterSummary character() {
        return character.getValue();
    }

    /** The chosen values by variable, as they are offered: the order of a set means nothing. */
    Map<String, List<String>> lists() {
        Map<String, List<String>> chosen = new LinkedHashMap<>();
        variables.forEach((name, field) -> chosen.put(
                name,
                field.getListDataView().getItems().filter(field::isSelected).toList()));
        return chosen;
    }
}
