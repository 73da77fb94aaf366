package io.understudy.training.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridMultiSelectionModel;
import com.vaadin.flow.component.grid.GridSortOrder;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.page.ExtendedClientDetails;
import com.vaadin.flow.component.page.Page;
import com.vaadin.flow.data.provider.CallbackDataProvider;
import com.vaadin.flow.data.provider.SortDirection;
import com.vaadin.flow.shared.Registration;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.platform.ui.ChangeOffer;
import io.understudy.platform.ui.GridHeight;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.PageKeys;
import io.understudy.platform.ui.Styled;
import io.understudy.training.RunRoutes;
import io.understudy.training.RunSummary;
import io.understudy.training.lists.RunColumn;
import io.understudy.training.lists.RunFilter;
import io.understudy.training.lists.RunPageExtras;
import io.understudy.training.lists.RunSort;
import io.understudy.training.runs.RunListService;
import io.understudy.training.runs.RunSignals;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Runs in a table: cells follow the runs, rows do not move; runs that came since are announced, also where there were
 * none. Check boxes choose what to compare or to archive.
 */
class RunGrid extends Div {
    private static final int PAGE = 50;
    private static final int NONE = -1;
    private static final String FOCUS = """
            const find = tries => {
              const link = this.querySelector(`a[href="${$1}"]`);
              if (link) {
                link.focus();
              } else if (tries > 0) {
                requestAnimationFrame(() => find(tries - 1));
              }
            };
            if (!this.querySelector(`a[href="${$1}"]`)) {
              this.scrollToIndex($0);
            }
            find(60);""";

    private final transient RunListService runs;
    private final transient CharacterService characters;
    private final transient Map<CharacterId, CharacterSummary> names = new HashMap<>();
    private final transient Map<String, String> backends;
    private final Grid<RunSummary> grid = new Grid<>();
    private final transient RunColumns columns;
    private final transient RunPageExtras extras = RunPageExtras.collected();
    private final transient UnusableRunMarks marks;
    private transient Set<RunColumn> shown = RunListAddress.USUAL_COLUMNS;
    private final ChangeOffer news = new ChangeOffer("runs", this::showNew);
    private final RunSelectionBar selection;
    private final Div nothing = new Div();
    private transient Supplier<? extends Component> whenEmpty = Div::new;
    private transient LongConsumer whenCounted = count -> {};
    private transient RunFilter filter = RunFilter.ALL;
    private transient RunSort sort = RunSort.NEWEST_FIRST;
    private transient RunPageReader pages;
    private transient Consumer<RunSort> whenSorted = order -> {};
    private long newestShown = Long.MAX_VALUE;
    private int width;
    private int current = NONE;
    private boolean sorting;

    RunGrid(RunListService runs, CharacterService characters, RunSignals signals, UnusableRunMarks marks) {
        this.runs = runs;
        this.characters = characters;
        this.marks = marks;
        this.backends = runs.backends();
        this.pages = new RunPageReader(runs, filter, sort);
        addClassName("run-list");
        columns = new RunColumns(
                grid,
                signals,
                run -> name(run.character()),
                run -> backends.getOrDefault(run.backend(), run.backend()),
                run -> runs.ignoredBy(run.backend()),
                extras,
                marks);
        ((GridMultiSelectionModel<RunSummary>) grid.setSelectionMode(Grid.SelectionMode.MULTI))
                .setSelectionColumnFrozen(true);
        grid.addThemeVariants(GridVariant.NO_BORDER);
        grid.addClassName("wraps-when-narrow");
        grid.setColumnReorderingAllowed(true);
        grid.setPageSize(PAGE);
        grid.addSortListener(event -> sorted(event.getSortOrder()));
        selection = new RunSelectionBar(runs, grid, this::refresh);
        // One source for all that is listed: another one would clear the selection.
        grid.setItems(new CallbackDataProvider<RunSummary, Void>(
                query -> page(query.getOffset(), query.getLimit()).stream(),
                query -> (int) Math.min(Integer.MAX_VALUE, runs.count(filter)),
                RunSummary::id));
        PageKeys keys = new PageKeys("jk", key -> move("j".equals(key) ? 1 : -1));
        add(Styled.div("run-tools", selection, news), nothing, grid, keys);
        LiveUpdate.show(this, signals.newestNumber(), this::announce);
        marks.follow(grid);
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        Page window = attach.getUI().getPage();
        ExtendedClientDetails known = window.getExtendedClientDetails();
        fit(known.getWindowInnerWidth());
        // It may have changed since the page was loaded.
        known.refresh(now -> fit(now.getWindowInnerWidth()));
        Registration resizes = window.addBrowserWindowResizeListener(resized -> fit(resized.getWidth()));
        addDetachListener(detached -> {
            detached.unregisterListener();
            resizes.remove();
        });
    }

    private void fit(int pixels) {
        width = pixels;
        columns.show(RunListAddress.fitting(shown, width));
    }

    void onSort(Consumer<RunSort> reaction) {
        whenSorted = reaction;
    }

    /** @param message shown instead of the table while no run fits */
    void onNothing(Supplier<? extends Component> message) {
        whenEmpty = message;
    }

    /** @param reaction hears how many runs fit, whenever they are read again */
    void onCount(LongConsumer reaction) {
        whenCounted = reaction;
    }

    /** Call {@link #show} next: what the columns need is read with the rows. */
    void showColumns(Set<RunColumn> wanted) {
        shown = wanted;
        fit(width);
    }

    void show(RunFilter wanted, RunSort order) {
        filter = wanted;
        sort = order;
        newestShown = runs.newestNumber();
        current = NONE;
        news.withdraw();
        selection.show(filter, sort);
        markSort();
        refresh();
    }

    private void showNew() {
        show(filter, sort);
    }

    private void refresh() {
        pages = new RunPageReader(runs, filter, sort);
        marks.listNone();
        grid.getDataProvider().refreshAll();
        long count = runs.count(filter);
        selection.setVisible(count > 0);
        grid.setVisible(count > 0);
        GridHeight.fit(grid, count);
        nothing.setVisible(count == 0);
        nothing.removeAll();
        if (count == 0) {
            nothing.add(whenEmpty.get());
        }
        whenCounted.accept(count);
    }

    private List<RunSummary> page(int offset, int limit) {
        List<RunSummary> found = pages.rows(offset, limit);
        extras.addAll(runs.extras(found, shown));
        marks.list(found);
        names.putAll(characters.byIds(found.stream().map(RunSummary::character).collect(Collectors.toSet())));
        return found;
    }

    private void sorted(List<GridSortOrder<RunSummary>> orders) {
        if (sorting) {
            return;
        }
        RunSort wanted = orders.stream()
                .findFirst()
                .flatMap(order -> RunColumn.of(order.getSorted().getKey())
                        .map(column -> new RunSort(column, order.getDirection() == SortDirection.ASCENDING)))
                .orElse(RunSort.NEWEST_FIRST);
        show(filter, wanted);
        whenSorted.accept(wanted);
    }

    private void markSort() {
        sorting = true;
        try {
            grid.sort(List.of(new GridSortOrder<>(
                    columns.of(sort.column()), sort.ascending() ? SortDirection.ASCENDING : SortDirection.DESCENDING)));
        } finally {
            sorting = false;
        }
    }

    /** The link of a run has the focus, so Enter opens it. */
    private void move(int by) {
        int place = Math.max(0, current + by);
        if (current == NONE && pages.row(place) == null) {
            page(0, PAGE);
        }
        RunSummary run = pages.row(place);
        if (run != null) {
            current = place;
            grid.getElement().executeJs(FOCUS, place, RunRoutes.of(run.number()));
        }
    }

    private String name(CharacterId id) {
        CharacterSummary character = names.get(id);
        return character == null ? "" : character.name();
    }

    private void announce(long newest) {
        if (newest > newestShown) {
            news.offer(runs.countNewer(filter, newestShown), "new run", "new runs");
        }
    }
}
