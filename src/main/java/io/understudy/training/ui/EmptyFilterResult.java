package io.understudy.training.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.Styled;
import io.understudy.training.lists.RunFilter;
import io.understudy.training.runs.RunListService;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

class EmptyFilterResult extends Div {
    EmptyFilterResult(RunListService runs, List<RunFilterBar.Part> parts, Consumer<RunFilter> choose) {
        Button all = new Button("Show all runs", event -> choose.accept(RunFilter.ALL));
        add(new EmptyState(
                VaadinIcon.FILTER,
                "No runs match the filter",
                "Filter: " + parts.stream().map(RunFilterBar.Part::words).collect(Collectors.joining(", ")) + ".",
                all));
        if (parts.size() > 1) {
            Div ways = Styled.div("actions ways-out");
            for (RunFilterBar.Part part : parts) {
                long left = runs.count(part.without());
                if (left > 0) {
                    ways.add(new Button(
                            "Without " + part.words() + ": " + Formats.plural(left, "run", "runs"),
                            event -> choose.accept(part.without())));
                }
            }
            add(ways);
        }
    }
}
