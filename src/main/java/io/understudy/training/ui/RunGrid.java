package io.understudy.training.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.signals.Signal;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.shared.ui.Formats;
import io.understudy.shared.ui.Pages;
import io.understudy.shared.ui.RelativeTime;
import io.understudy.training.RunFilter;
import io.understudy.training.RunRoutes;
import io.understudy.training.RunService;
import io.understudy.training.RunSignals;
import io.understudy.training.RunSummary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.data.domain.Pageable;

/**
 * Runs in a table: cells follow the runs by themselves, rows do not move; runs that came since are announced. Check
 * boxes choose what to compare.
 */
class RunGrid extends Div {
    static final int MOST_COMPARED = 6;

    private final transient RunService runs;
    private final transient CharacterService characters;
    private final transient RunSignals signals;
    private final transient Map<CharacterId, CharacterSummary> names = new HashMap<>();
    private final Grid<RunSummary> grid = new Grid<>();
    private final Button news = new Button();
    private final Button compare = new Button("Compare", VaadinIcon.SPLIT_H.create());
    private final Span compareHint = new Span();
    private transient RunFilter filter = RunFilter.ALL;
    private long newestShown;

    RunGrid(RunService runs, CharacterService characters, RunSignals signals) {
        this.runs = runs;
        this.characters = characters;
        this.signals = signals;
        addClassName("run-list");
        addColumns();
        grid.setSelectionMode(Grid.SelectionMode.MULTI);
        grid.addThemeVariants(GridVariant.NO_BORDER);
        grid.setPageSize(50);
        grid.setSizeFull();
        grid.addSelectionListener(event -> showSelection());
        news.addClassName("news");
        news.setVisible(false);
        news.addClickListener(event -> show(filter));
        compare.addClickListener(event -> Pages.open(comparePath()));
        compareHint.addClassName("secondary-text");
        Div tools = new Div(compare, compareHint, news);
        tools.addClassName("run-tools");
        add(tools, grid);
        showSelection();
        Signal.effect(this, () -> announce(signals.newestNumber().get().longValue()));
    }

    private void addColumns() {
        grid.addComponentColumn(run -> new Anchor(RunRoutes.of(run.number()), "#" + run.number()))
                .setHeader("Run")
                .setSortProperty("number")
                .setFlexGrow(0)
                .setWidth("5.5rem");
        grid.addColumn(run -> name(run.character())).setHeader("Character").setKey("character");
        grid.addComponentColumn(run -> LiveCells.state(signals.of(run.pulse())))
                .setHeader("State")
                .setKey("state")
                .setSortProperty("state")
                .setFlexGrow(0)
                .setWidth("9rem");
        grid.addComponentColumn(run -> LiveCells.progress(signals.of(run.pulse())))
                .setHeader("Steps")
                .setSortProperty("steps")
                .setTextAlign(ColumnTextAlign.END);
        grid.addColumn(RunSummary::rank)
                .setHeader("Rank")
                .setSortProperty("rank")
                .setTextAlign(ColumnTextAlign.END)
                .setFlexGrow(0)
                .setWidth("5.5rem");
        grid.addColumn(run -> Formats.learningRate(run.learningRate()))
                .setHeader("Learning rate")
                .setSortProperty("learningRate")
                .setTextAlign(ColumnTextAlign.END)
                .setFlexGrow(0)
                .setWidth("8.5rem");
        grid.addComponentColumn(run -> LiveCells.loss(signals.of(run.pulse())))
                .setHeader("Loss, smoothed")
                .setSortProperty("loss")
                .setTextAlign(ColumnTextAlign.END)
                .setFlexGrow(0)
                .setWidth("9rem");
        grid.addColumn(RunSummary::launchedByName).setHeader("Launched by").setSortProperty("launchedByName");
        grid.addComponentColumn(run -> new RelativeTime(run.launchedAt()))
                .setHeader("Launched")
                .setFlexGrow(0)
                .setWidth("8.5rem");
    }

    /** Leaves the column out where every row would say the same. */
    void hideCharacter() {
        grid.getColumnByKey("character").setVisible(false);
    }

    void show(RunFilter wanted) {
        filter = wanted;
        newestShown = runs.newestNumber();
        news.setVisible(false);
        grid.setItemsPageable(this::page, page -> runs.count(filter));
    }

    private List<RunSummary> page(Pageable page) {
        List<RunSummary> found = runs.runs(filter, page);
        names.putAll(characters.byIds(found.stream().map(RunSummary::character).collect(Collectors.toSet())));
        return found;
    }

    private String name(CharacterId id) {
        CharacterSummary character = names.get(id);
        return character == null ? "" : character.name();
    }

    private void announce(long newest) {
        long since = newest - newestShown;
        if (newestShown > 0 && since > 0) {
            news.setText(Formats.plural(since, "new run", "new runs") + ", show");
            news.setVisible(true);
        }
    }

    private void showSelection() {
        int chosen = grid.getSelectedItems().size();
        compare.setEnabled(chosen >= 2 && chosen <= MOST_COMPARED);
        compareHint.setText(
                chosen < 2
                        ? "Tick two to six runs to compare them."
                        : chosen > MOST_COMPARED
                                ? chosen + " runs are ticked; at most " + MOST_COMPARED + " can be compared."
                                : chosen + " runs are ticked.");
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
