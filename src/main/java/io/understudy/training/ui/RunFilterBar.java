package io.understudy.training.ui;

import com.vaadin.flow.component.HasPlaceholder;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.ui.CharacterPicker;
import io.understudy.platform.core.Wording;
import io.understudy.training.RunState;
import io.understudy.training.lists.NumberRange;
import io.understudy.training.lists.RunColumn;
import io.understudy.training.lists.RunFilter;
import io.understudy.training.notes.RunNoteService;
import io.understudy.training.runs.RunListService;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

class RunFilterBar extends Div {
    record Part(String words, RunFilter without) {}

    private final transient Map<UUID, String> launchers;
    private final transient Map<String, String> backends;
    private final transient List<String> knownTags;
    private final TextField text = new TextField("Search");
    private final CharacterPicker character;
    private final MultiSelectComboBox<RunState> states = new MultiSelectComboBox<>("State");
    private final ComboBox<String> backend = new ComboBox<>("Backend");
    private final ComboBox<UUID> person = new ComboBox<>("Launched by");
    private final MultiSelectComboBox<String> tags = new MultiSelectComboBox<>("Tags");
    private final RangesButton ranges = new RangesButton();
    private final Checkbox archived = new Checkbox("Archived");
    private transient Runnable whenChanged = () -> {};
    private boolean showing;

    RunFilterBar(RunListService runs, CharacterService characters, RunNoteService notes) {
        launchers = runs.launchers();
        backends = runs.backends();
        addClassNames("list-tools", "run-filters");
        text.setPlaceholder("Number, prompt, note");
        text.setPrefixComponent(VaadinIcon.SEARCH.create());
        text.setClearButtonVisible(true);
        text.setValueChangeMode(ValueChangeMode.LAZY);
        character = new CharacterPicker("Character", characters);
        character.setItemLabelGenerator(CharacterSummary::name);
        character.setClearButtonVisible(true);
        states.setItems(RunState.values());
        states.setItemLabelGenerator(RunState::label);
        states.setClearButtonVisible(true);
        backend.setItems(backends.keySet());
        backend.setItemLabelGenerator(id -> backends.getOrDefault(id, id));
        backend.setClearButtonVisible(true);
        person.setItems(launchers.keySet());
        person.setItemLabelGenerator(id -> launchers.getOrDefault(id, ""));
        person.setClearButtonVisible(true);
        knownTags = notes.knownTags();
        tags.setItems(knownTags);
        tags.setClearButtonVisible(true);
        for (HasPlaceholder filter : List.of(character, states, backend, person, tags)) {
            filter.setPlaceholder("Any");
        }
        text.addValueChangeListener(event -> changed());
        character.addValueChangeListener(event -> changed());
        states.addValueChangeListener(event -> changed());
        backend.addValueChangeListener(event -> changed());
        person.addValueChangeListener(event -> changed());
        tags.addValueChangeListener(event -> changed());
        ranges.onChange(this::changed);
        archived.addValueChangeListener(event -> changed());
        add(text, character, states, backend, person, tags, ranges, archived);
    }

    void onChange(Runnable reaction) {
        whenChanged = reaction;
    }

    RunFilter filter() {
        CharacterSummary chosen = character.getValue();
        return new RunFilter(
                chosen == null ? null : chosen.id(),
                states.getValue(),
                person.getValue(),
                backend.getValue(),
                text.getValue(),
                tags.getValue(),
                ranges.ranges(),
                archived.getValue());
    }

    @Nullable
    String slug() {
        CharacterSummary chosen = character.getValue();
        return chosen == null ? null : chosen.slug();
    }

    void show(RunFilter filter, @Nullable CharacterSummary of) {
        showing = true;
        try {
            character.setValue(of);
            states.setValue(filter.states());
            person.setValue(known(filter.launchedBy(), launchers));
            backend.setValue(known(filter.backend(), backends));
            text.setValue(filter.text());
            tags.setValue(filter.tags().stream().filter(knownTags::contains).collect(Collectors.toSet()));
            ranges.show(filter.ranges());
            archived.setValue(filter.archived());
        } finally {
            showing = false;
        }
    }

    private static <K> @Nullable K known(@Nullable K key, Map<K, String> names) {
        return key != null && names.containsKey(key) ? key : null;
    }

    private void changed() {
        if (!showing) {
            whenChanged.run();
        }
    }

    List<Part> parts() {
        RunFilter filter = filter();
        List<Part> parts = new ArrayList<>();
        if (!filter.text().isEmpty()) {
            parts.add(new Part("“" + filter.text() + "”", filter.withText("")));
        }
        CharacterSummary chosen = character.getValue();
        if (chosen != null) {
            parts.add(new Part("character " + chosen.name(), filter.withCharacter(null)));
        }
        if (!filter.states().isEmpty()) {
            parts.add(new Part(
                    filter.states().stream().sorted().map(RunLabels::inSentence).collect(Collectors.joining(" or ")),
                    filter.withStates(Set.of())));
        }
        if (filter.backend() != null) {
            parts.add(new Part("on " + backends.get(filter.backend()), filter.withBackend(null)));
        }
        if (filter.launchedBy() != null) {
            parts.add(new Part("launched by " + launchers.get(filter.launchedBy()), filter.withLaunchedBy(null)));
        }
        if (!filter.tags().isEmpty()) {
            parts.add(new Part(
                    "tagged " + filter.tags().stream().sorted().collect(Collectors.joining(" and ")),
                    filter.withTags(Set.of())));
        }
        filter.ranges()
                .forEach((column, range) ->
                        parts.add(new Part(words(column, range), filter.withRange(column, RangeField.OPEN))));
        if (filter.archived()) {
            parts.add(new Part("archived", filter.withArchived(false)));
        }
        return parts;
    }

    private static String words(RunColumn column, NumberRange range) {
        String label = column.label().toLowerCase(Locale.ROOT);
        Double from = range.from();
        Double to = range.to();
        if (from == null) {
            return label + " up to " + Wording.plain(Objects.requireNonNull(to));
        }
        return label
                + (to == null
                        ? " from " + Wording.plain(from)
                        : " " + Wording.plain(from) + " to " + Wording.plain(to));
    }
}
