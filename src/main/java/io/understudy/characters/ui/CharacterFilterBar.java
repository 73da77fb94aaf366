package io.understudy.characters.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.QueryParameters;
import io.understudy.characters.CharacterFilter;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.SearchField;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class CharacterFilterBar extends Div {
    private static final String ARCHIVED = "archived";

    private final transient Runnable changed;
    private final SearchField search =
            new SearchField("Name or trigger word", "Search characters by name or trigger word");
    private final Checkbox archived = new Checkbox("Archived");

    CharacterFilterBar(Runnable changed) {
        this.changed = changed;
        addClassName("list-tools");
        search.addValueChangeListener(event -> changed(event.isFromClient()));
        archived.addValueChangeListener(event -> changed(event.isFromClient()));
        add(search, archived);
    }

    private void changed(boolean byThePerson) {
        if (byThePerson) {
            changed.run();
        }
    }

    CharacterFilter filter() {
        return new CharacterFilter(search.text(), archived.getValue());
    }

    void show(QueryParameters address) {
        search.show(address);
        archived.setValue(address.getSingleParameter(ARCHIVED).isPresent());
    }

    void put(Map<String, List<String>> address) {
        address.remove(SearchField.PARAMETER);
        search.put(address);
        if (archived.getValue()) {
            address.put(ARCHIVED, List.of("1"));
        }
    }

    /** Said where nothing matches; empty without a filter. */
    Optional<EmptyState> nothingFound() {
        if (!search.text().isEmpty()) {
            return Optional.of(new EmptyState(
                    VaadinIcon.SEARCH,
                    "No " + (archived.getValue() ? "archived character" : "character") + " matches “" + search.text()
                            + "”",
                    "The search looks at names and trigger words"
                            + (archived.getValue()
                                    ? " of archived characters."
                                    : "; archived characters are left out."),
                    new Button("Clear search", event -> {
                        search.clear();
                        changed.run();
                    })));
        }
        return archived.getValue()
                ? Optional.of(new EmptyState(
                        VaadinIcon.ARCHIVE,
                        "Nothing is archived",
                        "Archived characters are kept here with everything that belongs to them."))
                : Optional.empty();
    }
}
