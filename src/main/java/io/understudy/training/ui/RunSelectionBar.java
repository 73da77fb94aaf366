package io.understudy.training.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.Notifications;
import io.understudy.training.RunId;
import io.understudy.training.RunSummary;
import io.understudy.training.lists.RunFilter;
import io.understudy.training.lists.RunSort;
import io.understudy.training.runs.RunListService;
import java.util.List;
import java.util.stream.Collectors;

class RunSelectionBar extends Div {
    static final int MOST_COMPARED = 20;

    private final transient RunListService runs;
    private final Grid<RunSummary> grid;
    private final transient Runnable whenArchived;
    private final Button compare = new Button("Compare", VaadinIcon.SPLIT_H.create());
    private final Button archive = new Button("Archive", VaadinIcon.ARCHIVE.create());
    private final Button tickAll = new Button("Select all");
    private final Button tickNone = new Button("Clear selection");
    private final Span hint = Hint.inline();
    private transient RunFilter filter = RunFilter.ALL;
    private transient RunSort sort = RunSort.NEWEST_FIRST;

    RunSelectionBar(RunListService runs, Grid<RunSummary> grid, Runnable whenArchived) {
        this.runs = runs;
        this.grid = grid;
        this.whenArchived = whenArchived;
        addClassName("actions");
        hint.getElement().setAttribute("aria-live", "polite");
        tickAll.addThemeVariants(ButtonVariant.TERTIARY);
        tickAll.setTooltipText("Selects the runs that match the filter, " + RunListService.MOST_ARCHIVED + " at most");
        tickNone.addThemeVariants(ButtonVariant.TERTIARY);
        compare.addClickListener(event -> Navigation.open(comparePath()));
        archive.addClickListener(event -> ErrorMessages.guard(this::archive));
        tickAll.addClickListener(
                event -> grid.asMultiSelect().select(runs.page(filter, sort, null, 0, RunListService.MOST_ARCHIVED)));
        tickNone.addClickListener(event -> grid.asMultiSelect().deselectAll());
        grid.addSelectionListener(event -> describe());
        add(compare, archive, tickAll, tickNone, hint);
        describe();
    }

    /** What is selected stays so under another order of the same runs. */
    void show(RunFilter wanted, RunSort order) {
        if (!wanted.equals(filter)) {
            grid.asMultiSelect().deselectAll();
        }
        filter = wanted;
        sort = order;
        archive.setText(filter.archived() ? "Restore" : "Archive");
        describe();
    }

    private void archive() {
        List<RunId> chosen =
                grid.getSelectedItems().stream().map(RunSummary::id).toList();
        String count = Formats.plural(chosen.size(), "run", "runs");
        if (filter.archived()) {
            runs.restore(chosen);
            Notifications.done(count + " restored");
        } else {
            List<RunId> archived = runs.archive(chosen);
            Notifications.undoable(
                    count + " archived",
                    () -> ErrorMessages.guard(() -> {
                        runs.restore(archived);
                        whenArchived.run();
                    }));
        }
        grid.asMultiSelect().deselectAll();
        whenArchived.run();
    }

    private void describe() {
        int chosen = grid.getSelectedItems().size();
        compare.setEnabled(chosen >= 2 && chosen <= MOST_COMPARED);
        archive.setEnabled(chosen >= 1 && chosen <= RunListService.MOST_ARCHIVED);
        tickNone.setVisible(chosen > 0);
        hint.setText(
                chosen == 0
                        ? "Select two to " + MOST_COMPARED + " runs to compare them."
                        : chosen > MOST_COMPARED
                                ? chosen + " runs are selected; at most " + MOST_COMPARED + " can be compared."
                                : chosen + (chosen == 1 ? " run is selected." : " runs are selected."));
    }

    private String comparePath() {
        return "compare?runs="
                + grid.getSelectedItems().stream()
                        .map(RunSummary::number)
                        .sorted()
                        .map(String::valueOf)
                        .collect(Collectors.joining(","));
    }
}
