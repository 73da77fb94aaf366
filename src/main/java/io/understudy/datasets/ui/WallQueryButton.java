package io.understudy.datasets.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import io.understudy.datasets.captions.text.TagCount;
import io.understudy.datasets.quality.MeasureTopic;
import io.understudy.datasets.quality.PictureSort;
import io.understudy.datasets.quality.WallQuery;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Styled;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Order and conditions of the wall behind one button; what is asked for is said next to it. */
class WallQueryButton extends Div {
    private static final String ALL = "all of them";
    private static final String ANY = "any of them";

    private final transient DatasetPageModel model;
    private final Span words = Hint.inline();
    private final Button clear;
    private final Popover popover = new Popover();
    private transient WallQuery query = WallQuery.ALL;

    WallQueryButton(DatasetPageModel model) {
        this.model = model;
        addClassNames("actions", "wall-query");
        Button button = new Button("Sort and filter", VaadinIcon.SLIDERS.create());
        popover.setTarget(button);
        popover.setModal(true);
        popover.setAriaLabel("Sort and filter the pictures");
        popover.addOpenedChangeListener(event -> {
            popover.removeAll();
            if (event.isOpened()) {
                popover.add(form());
            }
        });
        clear = Buttons.inline("Clear", () -> model.show(WallQuery.of(query.filter()), 0));
        add(button, words, clear, popover);
    }

    WallQuery query() {
        return query;
    }

    void show(WallQuery shown) {
        query = shown;
        words.setText(shown.words());
        words.setVisible(!shown.words().isEmpty());
        clear.setVisible(!shown.words().isEmpty());
    }

    private Div form() {
        Select<PictureSort> sort = new Select<>();
        sort.setLabel("Order");
        sort.setItems(PictureSort.values());
        sort.setItemLabelGenerator(PictureSort::label);
        sort.setValue(query.sort());
        MultiSelectComboBox<String> tags = new MultiSelectComboBox<>("Tags in the caption");
        Set<String> known = new LinkedHashSet<>(query.tags());
        model.tags().stream().map(TagCount::tag).forEach(known::add);
        tags.setItems(known);
        tags.setValue(new LinkedHashSet<>(query.tags()));
        CheckboxGroup<MeasureTopic> verdicts = new CheckboxGroup<>("Advice");
        verdicts.setItems(EnumSet.complementOf(EnumSet.of(MeasureTopic.SHOT)));
        verdicts.setItemLabelGenerator(MeasureTopic::advice);
        verdicts.setValue(Set.copyOf(query.verdicts()));
        RadioButtonGroup<String> match = new RadioButtonGroup<>("Pictures with");
        match.setItems(ALL, ANY);
        match.setValue(query.any() ? ANY : ALL);
        Button apply = Buttons.primary("Show pictures", event -> {
            popover.close();
            model.show(
                    new WallQuery(
                            query.filter(),
                            sort.getValue(),
                            List.copyOf(tags.getValue()),
                            verdicts.getValue().stream().sorted().toList(),
                            ANY.equals(match.getValue())),
                    0);
        });
        return Styled.div("wall-query-form", sort, tags, verdicts, match, apply);
    }
}
