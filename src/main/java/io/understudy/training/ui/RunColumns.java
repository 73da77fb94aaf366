package io.understudy.training.ui;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import io.understudy.shared.ui.Formats;
import io.understudy.shared.ui.RelativeTime;
import io.understudy.training.RunColumn;
import io.understudy.training.RunRoutes;
import io.understudy.training.RunSignals;
import io.understudy.training.RunSummary;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The columns of a table of runs; state, steps and loss follow their run by themselves. */
final class RunColumns {
    private static final String NOTHING = "–";

    private final Map<RunColumn, Grid.Column<RunSummary>> columns = new EnumMap<>(RunColumn.class);

    /** @param characterName of a run */
    RunColumns(
            Grid<RunSummary> grid,
            RunSignals signals,
            Function<RunSummary, String> characterName,
            Function<RunSummary, String> backendName) {
        for (RunColumn column : RunColumn.values()) {
            Grid.Column<RunSummary> shown =
                    switch (column) {
                        case NUMBER ->
                            grid.addComponentColumn(run -> new Anchor(RunRoutes.of(run.number()), "#" + run.number()));
                        case CHARACTER -> grid.addColumn(characterName::apply);
                        case STATE -> grid.addComponentColumn(run -> LiveCells.state(signals.of(run.pulse())));
                        case BACKEND -> grid.addColumn(backendName::apply);
                        case STEPS -> grid.addComponentColumn(run -> LiveCells.progress(signals.of(run.pulse())));
                        case RANK -> grid.addColumn(RunSummary::rank);
                        case ALPHA -> grid.addColumn(run -> NumberText.plain(run.alpha()));
                        case LEARNING_RATE -> grid.addColumn(run -> Formats.learningRate(run.learningRate()));
                        case BATCH_SIZE -> grid.addColumn(RunSummary::batchSize);
                        case RESOLUTION -> grid.addColumn(RunSummary::resolution);
                        case SEED -> grid.addColumn(RunSummary::seed);
                        case LOSS -> grid.addComponentColumn(run -> LiveCells.loss(signals.of(run.pulse())));
                        case TRAINED -> grid.addColumn(run -> Formats.duration(run.trained()));
                        case ATTEMPTS -> grid.addColumn(run -> run.pulse().attempt());
                        case LORA_SIZE -> grid.addColumn(run -> size(run.loraSize()));
                        case TRIGGER_WORD -> grid.addColumn(RunSummary::triggerWord);
                        case LAUNCHED_BY -> grid.addColumn(RunSummary::launchedByName);
                        case LAUNCHED -> grid.addComponentColumn(run -> new RelativeTime(run.launchedAt()));
                        case FINISHED -> grid.addComponentColumn(run -> moment(run.finishedAt()));
                    };
            shown.setHeader(column.label()).setKey(column.word()).setResizable(true);
            if (column.isSortable()) {
                shown.setSortProperty(column.word());
            }
            columns.put(column, shown);
            size(column, shown);
        }
    }

    private static void size(RunColumn column, Grid.Column<RunSummary> shown) {
        switch (column) {
            case NUMBER -> fixed(shown, "4.5rem").setFrozen(true);
            case STATE -> fixed(shown, "8rem");
            case STEPS -> shown.setTextAlign(ColumnTextAlign.END).setWidth("7.5rem");
            case RANK, ALPHA -> fixed(shown, "5rem").setTextAlign(ColumnTextAlign.END);
            case LEARNING_RATE, BATCH_SIZE, RESOLUTION, SEED, LOSS, TRAINED, ATTEMPTS, LORA_SIZE ->
                fixed(shown, "8.5rem").setTextAlign(ColumnTextAlign.END);
            case LAUNCHED, FINISHED -> fixed(shown, "7rem");
            case CHARACTER, BACKEND, TRIGGER_WORD, LAUNCHED_BY -> shown.setWidth("7.5rem");
        }
    }

    private static Grid.Column<RunSummary> fixed(Grid.Column<RunSummary> column, String width) {
        return column.setFlexGrow(0).setWidth(width);
    }

    private static String size(@Nullable Long bytes) {
        return bytes == null ? NOTHING : Formats.bytes(bytes);
    }

    private static Span moment(@Nullable Instant instant) {
        return instant == null ? new Span(NOTHING) : new Span(new RelativeTime(instant));
    }

    void show(Set<RunColumn> wanted) {
        columns.forEach((column, shown) -> shown.setVisible(wanted.contains(column)));
    }

    Grid.Column<RunSummary> of(RunColumn column) {
        return Objects.requireNonNull(columns.get(column));
    }
}
