package io.understudy.training.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.popover.PopoverPosition;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Styled;
import io.understudy.training.lists.RunColumn;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/** Chooses what the address says: the columns of any window, also of those that this one has no room for. */
class ColumnChooser extends Div {
    private final CheckboxGroup<RunColumn> columns = new CheckboxGroup<>("Columns");

    ColumnChooser(Consumer<Set<RunColumn>> whenChosen) {
        columns.setItems(Arrays.stream(RunColumn.values())
                .filter(column -> column != RunColumn.NUMBER)
                .toList());
        columns.setItemLabelGenerator(RunColumn::label);
        columns.addClassName("column-choice");
        columns.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                whenChosen.accept(chosen());
            }
        });
        Button usual = new Button("Usual columns", event -> {
            show(RunListAddress.USUAL_COLUMNS);
            whenChosen.accept(chosen());
        });
        Button button = new Button("Columns", VaadinIcon.GRID_H.create());
        Popover popover = new Popover(Styled.div(
                "column-chooser",
                columns,
                new Hint("In a narrow window the usual columns that do not fit are left out; a choice of your own is"
                        + " shown whole."),
                usual));
        popover.setTarget(button);
        popover.setModal(true);
        popover.setPosition(PopoverPosition.BOTTOM_END);
        popover.setAriaLabel("Columns of the list");
        add(button, popover);
    }

    void show(Set<RunColumn> wanted) {
        Set<RunColumn> others = EnumSet.copyOf(wanted);
        others.remove(RunColumn.NUMBER);
        columns.setValue(others);
    }

    private Set<RunColumn> chosen() {
        Set<RunColumn> chosen = EnumSet.of(RunColumn.NUMBER);
        chosen.addAll(columns.getValue());
        return chosen;
    }
}
