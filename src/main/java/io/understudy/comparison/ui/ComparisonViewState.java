package io.understudy.comparison.ui;

import com.vaadin.flow.router.QueryParameters;
import io.understudy.comparison.CompareRoutes;
import io.understudy.platform.core.Wording;
import io.understudy.platform.ui.ImageGridView;
import io.understudy.platform.ui.MetricChart;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the address of a comparison says: which runs, which of them is the base, and how table, curves and
 * samples are looked at. Two people who open the same address see the same.
 *
 * @param base null for the first run
 */
record ComparisonViewState(
        List<Long> runs, @Nullable Long base, TableLook table, ImageGridView samples, MetricChart.Look curves) {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");

    ComparisonViewState {
        runs = List.copyOf(runs);
    }

    record TableLook(RowChoice rows, String search) {
        static final TableLook USUAL = new TableLook(RowChoice.ESSENTIAL, "");
    }

    static ComparisonViewState of(List<Long> runs) {
        return new ComparisonViewState(runs, null, TableLook.USUAL, ImageGridView.USUAL, MetricChart.Look.USUAL);
    }

    static ComparisonViewState of(QueryParameters query) {
        List<Long> runs = query.getSingleParameter("runs").stream()
                .flatMap(list -> Arrays.stream(list.split("[,\\s]+")))
                .filter(NUMBER.asMatchPredicate())
                .map(Long::valueOf)
                .distinct()
                .toList();
        List<Double> place = numbers(query, "zoom");
        boolean placed = place.size() == 3;
        ImageGridView usual = ImageGridView.USUAL;
        return new ComparisonViewState(
                runs,
                query.getSingleParameter("base")
                        .filter(NUMBER.asMatchPredicate())
                        .map(Long::valueOf)
                        .orElse(null),
                new TableLook(
                        query.getSingleParameter("rows").flatMap(RowChoice::of).orElse(RowChoice.ESSENTIAL),
                        query.getSingleParameter("search").orElse("")),
                new ImageGridView(
                        number(query, "step").map(Double::intValue).orElse(null),
                        query.getSingleParameter("mode").orElse(usual.mode()),
                        query.getSingleParameter("swapped").isPresent(),
                        placed ? place.get(0) : usual.zoom(),
                        placed ? place.get(1) : usual.x(),
                        placed ? place.get(2) : usual.y(),
                        number(query, "split").orElse(usual.split()),
                        number(query, "gain").orElse(usual.gain()),
                        number(query, "size").orElse(usual.size())),
                new MetricChart.Look(
                        number(query, "smoothing").orElse(MetricChart.Look.USUAL.smoothing()),
                        query.getSingleParameter("log").isPresent(),
                        query.getSingleParameter("axis").orElse("step"),
                        query.getSingleParameter("outliers").isEmpty()));
    }

    private static Optional<Double> number(QueryParameters query, String name) {
        return numbers(query, name).stream().findFirst();
    }

    private static List<Double> numbers(QueryParameters query, String name) {
        try {
            return query.getSingleParameter(name).stream()
                    .flatMap(list -> Arrays.stream(list.split(",")))
                    .map(Double::valueOf)
                    .filter(Double::isFinite)
                    .toList();
        } catch (NumberFormatException noNumber) {
            return List.of();
        }
    }

    ComparisonViewState withBase(long number) {
        return new ComparisonViewState(runs, number, table, samples, curves);
    }

    ComparisonViewState withTable(TableLook other) {
        return new ComparisonViewState(runs, base, other, samples, curves);
    }

    ComparisonViewState withSamples(ImageGridView other) {
        return new ComparisonViewState(runs, base, table, other, curves);
    }

    ComparisonViewState withCurves(MetricChart.Look other) {
        return new ComparisonViewState(runs, base, table, samples, other);
    }

    ComparisonViewState with(long number) {
        List<Long> more = new ArrayList<>(runs);
        more.add(number);
        return new ComparisonViewState(more, base, table, samples, curves);
    }

    ComparisonViewState without(long number) {
        return new ComparisonViewState(
                runs.stream().filter(run -> run != number).toList(), base, table, samples, curves);
    }

    /** Only what differs from the defaults is in the address. */
    String path() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("runs", runs.stream().map(String::valueOf).collect(Collectors.joining(",")));
        if (base != null) {
            parts.put("base", base.toString());
        }
        ImageGridView usual = ImageGridView.USUAL;
        put(parts, "rows", table.rows().word(), RowChoice.ESSENTIAL.word());
        put(parts, "search", table.search(), "");
        Integer step = samples.step();
        if (step != null) {
            parts.put("step", step.toString());
        }
        put(parts, "mode", samples.mode(), usual.mode());
        put(parts, "swapped", samples.swapped() ? "yes" : "", "");
        put(parts, "zoom", plain(samples.zoom()) + "," + plain(samples.x()) + "," + plain(samples.y()), "1,0,0");
        put(parts, "split", plain(samples.split()), plain(usual.split()));
        put(parts, "gain", plain(samples.gain()), plain(usual.gain()));
        put(parts, "size", plain(samples.size()), plain(usual.size()));
        put(parts, "smoothing", plain(curves.smoothing()), plain(MetricChart.Look.USUAL.smoothing()));
        put(parts, "log", curves.log() ? "yes" : "", "");
        put(parts, "axis", curves.axis(), "step");
        put(parts, "outliers", curves.outliers() ? "" : "hidden", "");
        return CompareRoutes.COMPARE + "?"
                + parts.entrySet().stream()
                        .map(part -> part.getKey() + "="
                                + URLEncoder.encode(part.getValue(), StandardCharsets.UTF_8)
                                        .replace("%2C", ","))
                        .collect(Collectors.joining("&"));
    }

    private static void put(Map<String, String> parts, String name, String value, String usual) {
        if (!value.equals(usual)) {
            parts.put(name, value);
        }
    }

    private static String plain(double number) {
        return Wording.plain(number, 5);
    }
}
