package io.understudy.training.ui;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.platform.core.Wording;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.training.LossSmoothing;
import io.understudy.training.RunRoutes;
import io.understudy.training.RunSummary;
import io.understudy.training.backends.api.JobField;
import io.understudy.training.lists.RunColumn;
import io.understudy.training.lists.RunPageExtras;
import io.understudy.training.runs.RunSignals;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

final class RunColumns {
    private static final String NOTHING = "–";

    private final Map<RunColumn, Grid.Column<RunSummary>> columns = new EnumMap<>(RunColumn.class);

    RunColumns(
            Grid<RunSummary> grid,
            RunSignals signals,
            Function<RunSummary, String> characterName,
            Function<RunSummary, String> backendName,
            Function<RunSummary, Set<JobField>> ignored,
            RunPageExtras extras,
            UnusableRunMarks marks) {
        for (RunColumn column : RunColumn.values()) {
            Grid.Column<RunSummary> shown =
                    switch (column) {
                        case NUMBER ->
                            grid.addComponentColumn(run -> number(run, marks)).setTooltipGenerator(RunSummary::note);
                        case SAMPLE -> grid.addComponentColumn(run -> RunCells.sample(run, extras));
                        case CHARACTER -> grid.addColumn(characterName::apply);
                        case STATE -> grid.addComponentColumn(run -> LiveRunCells.state(signals.of(run.progress())));
                        case BACKEND -> grid.addColumn(backendName::apply);
                        case STEPS -> grid.addComponentColumn(run -> LiveRunCells.progress(signals.of(run.progress())));
                        case RANK -> setting(grid, JobField.RANK, ignored, run -> String.valueOf(run.rank()));
                        case ALPHA -> setting(grid, JobField.ALPHA, ignored, run -> Wording.plain(run.alpha()));
                        case LEARNING_RATE ->
                            setting(
                                    grid,
                                    JobField.LEARNING_RATE,
                                    ignored,
                                    run -> Formats.learningRate(run.learningRate()));
                        case BATCH_SIZE ->
                            setting(grid, JobField.BATCH_SIZE, ignored, run -> String.valueOf(run.batchSize()));
                        case RESOLUTION ->
                            setting(grid, JobField.RESOLUTION, ignored, run -> String.valueOf(run.resolution()));
                        case SEED -> setting(grid, JobField.SEED, ignored, run -> String.valueOf(run.seed()));
                        case LOSS -> grid.addComponentColumn(run -> LiveRunCells.loss(signals.of(run.progress())));
                        case CURVE -> grid.addComponentColumn(run -> RunCells.curve(run));
                        case TRAINED -> grid.addColumn(run -> Formats.duration(run.trained()));
                        case TIME_PER_STEP ->
                            grid.addComponentColumn(run -> LiveRunCells.timePerStep(signals.of(run.progress())));
                        case ATTEMPTS -> grid.addColumn(run -> run.progress().attempt());
                        case LORA_SIZE -> grid.addColumn(run -> size(run.loraSize()));
                        case COST -> grid.addColumn(run -> RunCells.cost(run, extras));
                        case TAGS -> grid.addComponentColumn(run -> RunCells.tags(run, extras));
                        case NOTE ->
                            grid.addColumn(run -> run.note().isEmpty() ? NOTHING : run.note())
                                    .setTooltipGenerator(RunSummary::note);
                        case TRIGGER_WORD -> grid.addColumn(RunSummary::triggerWord);
                        case LAUNCHED_BY -> grid.addColumn(RunSummary::launchedByName);
                        case LAUNCHED -> grid.addComponentColumn(run -> new RelativeTime(run.launchedAt()));
                        case FINISHED -> grid.addComponentColumn(run -> moment(run.finishedAt()));
                    };
            shown.setHeader(column.label()).setKey(column.word()).setResizable(true);
            if (column == RunColumn.LOSS) {
                Span header = new Span(column.label());
                header.setTitle(LossSmoothing.WORDS);
                shown.setHeader(header);
            }
            if (column.isSortable()) {
                shown.setSortProperty(column.word());
            }
            columns.put(column, shown);
            size(column, shown);
        }
    }

    /** What a backend ignored says nothing about the run. */
    private static Grid.Column<RunSummary> setting(
            Grid<RunSummary> grid,
            JobField field,
            Function<RunSummary, Set<JobField>> ignored,
            Function<RunSummary, String> shown) {
        return grid.addColumn(run -> ignored.apply(run).contains(field) ? NOTHING : shown.apply(run))
                .setTooltipGenerator(run -> ignored.apply(run).contains(field)
                        ? "Set by the trainer: the value typed here had no effect"
                        : null);
    }

    private static void size(RunColumn column, Grid.Column<RunSummary> shown) {
        switch (column) {
            case NUMBER -> fixed(shown, "6.5rem").setFrozen(true);
            case SAMPLE -> fixed(shown, "4.4rem");
            case CURVE -> fixed(shown, "7rem");
            case STATE -> fixed(shown, "7.25rem");
            case STEPS -> fixed(shown, "6.25rem").setTextAlign(ColumnTextAlign.END);
            case COST -> fixed(shown, "5.25rem").setTextAlign(ColumnTextAlign.END);
            case RANK, ALPHA -> fixed(shown, "5rem").setTextAlign(ColumnTextAlign.END);
            case LEARNING_RATE, BATCH_SIZE, TRAINED, TIME_PER_STEP, ATTEMPTS, LORA_SIZE ->
                fixed(shown, "7.75rem").setTextAlign(ColumnTextAlign.END);
            case LOSS -> fixed(shown, "8.5rem").setTextAlign(ColumnTextAlign.END);
            case RESOLUTION, SEED -> fixed(shown, "8.75rem").setTextAlign(ColumnTextAlign.END);
            case LAUNCHED, FINISHED -> shown.setWidth("6.25rem");
            case TAGS -> shown.setWidth("5.25rem");
            case CHARACTER, BACKEND, NOTE, TRIGGER_WORD, LAUNCHED_BY -> shown.setWidth("6.5rem");
        }
    }

    private static Grid.Column<RunSummary> fixed(Grid.Column<RunSummary> column, String width) {
        return column.setFlexGrow(0).setWidth(width);
    }

    private static Span number(RunSummary run, UnusableRunMarks marks) {
        Span cell = new Span(new Anchor(RunRoutes.of(run.number()), "Run " + run.number()));
        if (!run.note().isEmpty()) {
            Icon mark = VaadinIcon.COMMENT_ELLIPSIS_O.create();
            mark.addClassName("note-mark");
            mark.getElement().setAttribute("role", "img").setAttribute("aria-label", "Has a note");
            cell.add(mark);
        }
        marks.mark(run).ifPresent(cell::add);
        return cell;
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
