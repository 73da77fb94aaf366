package io.understudy.training.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.popover.PopoverPosition;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.Styled;
import io.understudy.training.lists.NumberRange;
import io.understudy.training.lists.RunColumn;
import java.util.EnumMap;
import java.util.Map;

class RangesButton extends Div {
    private final Button button = new Button("Ranges", VaadinIcon.SLIDERS.create());
    private final Button clear = Buttons.quiet("Clear ranges", event -> clear());
    private final Map<RunColumn, RangeField> fields = new EnumMap<>(RunColumn.class);
    private transient Runnable whenChanged = () -> {};

    RangesButton() {
        Div form = Styled.div("ranges-form");
        for (RunColumn column : RunColumn.ranges()) {
            RangeField field = new RangeField(column);
            field.addValueChangeListener(event -> {
                describe();
                if (event.isFromClient()) {
                    whenChanged.run();
                }
            });
            fields.put(column, field);
            form.add(field);
        }
        form.add(clear);
        describe();
        Popover popover = new Popover(form);
        popover.setTarget(button);
        popover.setModal(true);
        popover.setPosition(PopoverPosition.BOTTOM_START);
        popover.setAriaLabel("Ranges of settings and results");
        add(button, popover);
    }

    void onChange(Runnable reaction) {
        whenChanged = reaction;
    }

    Map<RunColumn, NumberRange> ranges() {
        Map<RunColumn, NumberRange> ranges = new EnumMap<>(RunColumn.class);
        fields.forEach((column, field) -> {
            if (!field.getValue().isOpen()) {
                ranges.put(column, field.getValue());
            }
        });
        return ranges;
    }

    void show(Map<RunColumn, NumberRange> ranges) {
        fields.forEach((column, field) -> field.setValue(ranges.getOrDefault(column, RangeField.OPEN)));
        describe();
    }

    private void clear() {
        show(Map.of());
        // The button is disabled now, and would lose the focus to the page.
        fields.values().iterator().next().focus();
        whenChanged.run();
    }

    private void describe() {
        int set = ranges().size();
        clear.setEnabled(set > 0);
        button.setText(set == 0 ? "Ranges" : "Ranges (" + set + ")");
    }
}
