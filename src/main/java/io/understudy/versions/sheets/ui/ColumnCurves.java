package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.understudy.platform.ui.MetricChart;
import io.understudy.platform.ui.MetricChart.Pane;
import io.understudy.platform.ui.MetricChart.Series;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.sheets.SheetColumn;
import io.understudy.versions.sheets.measures.ColumnChoice;
import io.understudy.versions.sheets.measures.ColumnMeasure;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Likeness, leakage and prompt following over strengths or checkpoints, and which of these they speak for. */
class ColumnCurves extends Div {
    private static final List<Pane> PANES = List.of(
            new Pane("likeness", "Likeness", "1 − face distance", false),
            new Pane("leakage", "Leakage", "% of the change", true),
            new Pane("followed", "Prompts followed", "% of what is asked for", true));

    /** @param waiting said in place of the choice while pictures still come; null once it is final */
    ColumnCurves(List<ColumnMeasure> columns, ColumnChoice choice, @Nullable Paragraph waiting) {
        boolean steps = columns.stream().anyMatch(one -> one.column().kind() == SheetColumn.Kind.CHECKPOINT);
        addClassName("column-curves");
        String what = steps ? "checkpoint" : "strength";
        add(waiting == null ? choice(choice, what) : waiting);
        Map<String, List<@Nullable Double>> values = Map.of(
                "likeness", values(columns, ColumnCurves::likeness),
                "leakage", values(columns, one -> percent(one.leakage())),
                "followed",
                        values(
                                columns,
                                one -> one.followed() == null
                                        ? null
                                        : percent(one.followed().share())));
        if (columns.size() > 1 && values.values().stream().flatMap(List::stream).anyMatch(Objects::nonNull)) {
            MetricChart chart = new MetricChart("Likeness, leakage and prompt following");
            chart.show(
                    steps ? "step" : "strength",
                    PANES,
                    List.of(new Series(
                            steps ? "Checkpoints" : "Strengths",
                            columns.stream().map(ColumnCurves::place).toList(),
                            values)));
            add(chart);
        }
    }

    static Paragraph noStrengthYet() {
        return new Paragraph("No strength is suggested until all pictures are there.");
    }

    /**
     * What the checkpoints that can be measured already speak for.
     *
     * @param measured such as {@code 12 of 48 pictures}
     */
    static Paragraph checkpointSoFar(ColumnChoice choice, String measured) {
        SheetColumn column = choice.column();
        return column == null
                ? new Paragraph("Not decided so far, on %s, because %s.".formatted(measured, choice.reason()))
                : new Paragraph(
                        Styled.span(
                                "sheet-sum",
                                "Suggested checkpoint so far, on %s: %s".formatted(measured, column.label())),
                        new Span(". " + choice.reason() + "."));
    }

    private static Paragraph choice(ColumnChoice choice, String what) {
        SheetColumn column = choice.column();
        return column == null
                ? new Paragraph("Not decided, because " + choice.reason() + ".")
                : new Paragraph(
                        Styled.span("sheet-sum", "Suggested %s: %s".formatted(what, column.label())),
                        new Span(". " + choice.reason() + "."));
    }

    private static Number place(ColumnMeasure one) {
        Integer step = one.column().step();
        return step == null ? one.column().strength().value() : (double) step;
    }

    private static List<@Nullable Double> values(
            List<ColumnMeasure> columns, Function<ColumnMeasure, @Nullable Double> value) {
        @Nullable Double[] all = columns.stream().map(value).toArray(Double[]::new);
        return Arrays.asList(all);
    }

    static @Nullable Double likeness(ColumnMeasure one) {
        return one.likeness().isEmpty() ? null : one.meanLikeness().getAsDouble();
    }

    static @Nullable Double percent(@Nullable Double share) {
        return share == null ? null : 100 * share;
    }
}
