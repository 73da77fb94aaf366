package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import io.understudy.platform.ui.GridHeight;
import io.understudy.prompting.language.Combination;
import java.util.List;

class CombinationGrid extends Grid<Combination> {
    CombinationGrid(List<Combination> rows) {
        addClassName("wraps-when-narrow");
        setItems(rows);
        rows.getFirst()
                .values()
                .keySet()
                .forEach(name -> addColumn(combination -> combination.values().getOrDefault(name, ""))
                        .setHeader("{" + name + "}")
                        .setWidth("9rem")
                        .setFlexGrow(0)
                        .setResizable(true));
        if (rows.stream().anyMatch(combination -> !combination.picks().isEmpty())) {
            addColumn(combination -> String.join(" · ", combination.picks()))
                    .setHeader("Choices")
                    .setWidth("11rem")
                    .setFlexGrow(0)
                    .setResizable(true);
        }
        addThemeVariants(GridVariant.WRAP_CELL_CONTENT);
        addColumn(combination -> combination.rendered().text())
                .setHeader("Prompt")
                .setTooltipGenerator(combination -> combination.rendered().text())
                .setWidth("16rem")
                .setFlexGrow(1);
        GridHeight.fit(this, rows.size());
    }
}
