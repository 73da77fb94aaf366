package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import io.understudy.platform.ui.SearchField;
import io.understudy.prompts.templates.TemplateSort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

class TemplateFilterBar extends Div {
    private final SearchField search = new SearchField("Name or words", "Search templates by name or words");
    private final ComboBox<String> tag = new ComboBox<>();
    private final Checkbox favourites = new Checkbox("Favourites");
    private final Checkbox mine = new Checkbox("Created by me");
    private final Select<TemplateSort> sort = new Select<>();

    /** @param changed receives what the person asks for */
    TemplateFilterBar(Consumer<LibraryQuery> changed) {
        addClassName("list-tools");
        tag.setPlaceholder("Any tag");
        tag.setAriaLabel("Tag");
        tag.setClearButtonVisible(true);
        sort.setAriaLabel("Order");
        sort.setItems(TemplateSort.values());
        sort.setItemLabelGenerator(TemplateSort::label);
        for (AbstractField<?, ?> field : List.of(search, tag, favourites, mine, sort)) {
            field.addValueChangeListener(event -> {
                if (event.isFromClient()) {
                    changed.accept(new LibraryQuery(
                            search.getValue(),
                            tag.getValue(),
                            favourites.getValue(),
                            mine.getValue(),
                            sort.getValue(),
                            0));
                }
            });
            add(field);
        }
    }

    /** @param counts templates by tag */
    void show(LibraryQuery query, Map<String, Long> counts) {
        List<String> tags = new ArrayList<>(counts.keySet());
        String chosen = query.tag();
        if (chosen != null && !tags.contains(chosen)) {
            tags.addFirst(chosen);
        }
        tag.setItems(tags);
        tag.setItemLabelGenerator(name -> name + " · " + counts.getOrDefault(name, 0L));
        tag.setValue(chosen);
        search.setValue(query.text());
        favourites.setValue(query.favourites());
        mine.setValue(query.mine());
        sort.setValue(query.sort());
    }
}
