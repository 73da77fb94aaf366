package io.understudy.comparison.ui;

import io.understudy.comparison.ComparedRow;
import io.understudy.comparison.ComparedValue;
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

    /** @param ignored what is shown but not compared, such as a setting without effect */
    record Cell(String text, boolean differs, boolean ignored) {}

    static TableModel of(RunComparison comparison) {
        return new TableModel(
                comparison.runs().stream().map(TableModel::run).toList(),
                comparison.base(),
                comparison.rows().stream().map(TableModel::row).toList());
    }

    private static Run run(RunDetails run) {
        return new Run(
                run.number(),
                "Run " + run.number(),
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
        return new Row(
                row.label(),
                row.essential(),
                row.isWords(),
                IntStream.range(0, row.values().size())
                        .mapToObj(run -> cell(row, run))
                        .toList());
    }

    private static Cell cell(ComparedRow row, int run) {
        ComparedValue value = row.values().get(run);
        return new Cell(value.text(), row.differs(run), !value.comparable());
    }
}
