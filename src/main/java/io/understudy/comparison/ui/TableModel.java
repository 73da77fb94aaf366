package io.understudy.comparison.ui;

import io.understudy.comparison.ComparedRow;
import io.understudy.comparison.RunComparison;
import io.understudy.training.RunDetails;
import io.understudy.training.RunRoutes;
import io.understudy.training.RunState;
import java.util.List;
import java.util.stream.IntStream;

/** What {@code compare-table.js} shows, as JSON; runs and cells are in the same order. */
record TableModel(List<Run> runs, int base, List<Row> rows) {
    /** @param tone a class of the style sheet: good, bad, warn, info or nothing */
    record Run(long number, String label, String href, String state, String tone) {}

    record Row(String label, boolean essential, boolean words, List<Cell> cells) {}

    record Cell(String text, boolean differs, boolean best) {}

    static TableModel of(RunComparison comparison) {
        return new TableModel(
                comparison.runs().stream().map(TableModel::run).toList(),
                comparison.base(),
                comparison.rows().stream().map(TableModel::row).toList());
    }

    private static Run run(RunDetails run) {
        return new Run(
                run.number(),
                "#" + run.number(),
                RunRoutes.of(run.number()),
                run.state().label(),
                tone(run.state()));
    }

    private static String tone(RunState state) {
        if (state.isWorkedOn()) {
            return "info";
        }
        return switch (state) {
            case SUCCEEDED -> "good";
            case FAILED -> "bad";
            case LOST -> "warn";
            default -> "";
        };
    }

    private static Row row(ComparedRow row) {
        int best = row.best().orElse(-1);
        return new Row(
                row.label(),
                row.essential(),
                row.isWords(),
                IntStream.range(0, row.values().size())
                        .mapToObj(run -> new Cell(row.values().get(run).text(), row.differs(run), run == best))
                        .toList());
    }
}
