package io.understudy.versions.ui;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.QueryParameters;
import io.understudy.versions.VersionFilter;
import io.understudy.versions.VersionState;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Chooses among versions by their state and by whose they are, in parameters of the address. */
class VersionFilterBar extends Div {
    private static final String STATE = "state";
    private static final String MINE = "mine";

    private final MultiSelectComboBox<VersionState> states = new MultiSelectComboBox<>("State");
    private final Checkbox mine;
    private transient Runnable whenChanged = () -> {};

    VersionFilterBar() {
        this("Made by me", List.of(VersionState.values()));
    }

    VersionFilterBar(String whose, List<VersionState> choices) {
        mine = new Checkbox(whose);
        states.setItems(choices);
        states.setItemLabelGenerator(VersionState::label);
        states.setPlaceholder("Any state");
        states.setClearButtonVisible(true);
        addClassName("list-tools");
        add(states, mine);
        states.addValueChangeListener(event -> changed(event.isFromClient()));
        mine.addValueChangeListener(event -> changed(event.isFromClient()));
    }

    final void onChange(Runnable reaction) {
        whenChanged = reaction;
    }

    final void changed(boolean byPerson) {
        if (byPerson) {
            whenChanged.run();
        }
    }

    VersionFilter filter() {
        return new VersionFilter(states.getValue(), mine.getValue());
    }

    boolean isEmpty() {
        return states.isEmpty() && !mine.getValue();
    }

    void clear() {
        states.clear();
        mine.clear();
        whenChanged.run();
    }

    void show(QueryParameters address) {
        states.setValue(Stream.of(VersionState.values())
                .filter(state -> address.getParameters(STATE).contains(word(state)))
                .toList());
        mine.setValue(address.getSingleParameter(MINE).isPresent());
    }

    final QueryParameters address() {
        Map<String, List<String>> parameters = new HashMap<>();
        put(parameters);
        return new QueryParameters(parameters);
    }

    void put(Map<String, List<String>> parameters) {
        if (!states.isEmpty()) {
            parameters.put(
                    STATE,
                    states.getValue().stream()
                            .map(VersionFilterBar::word)
                            .sorted()
                            .toList());
        }
        if (mine.getValue()) {
            parameters.put(MINE, List.of("1"));
        }
    }

    private static String word(VersionState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
