package io.understudy.training.ui;

import com.vaadin.flow.router.QueryParameters;
import io.understudy.platform.core.Wording;
import io.understudy.training.RunState;
import io.understudy.training.lists.NumberRange;
import io.understudy.training.lists.RunColumn;
import io.understudy.training.lists.RunFilter;
import io.understudy.training.lists.RunSort;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A run list as its address says it: filter, order and columns. Parts of an address that are not understood are left
 * out.
 *
 * @param character slug; the filter itself does not know it
 * @param columns in the order of {@link RunColumn}
 */
record RunListAddress(RunFilter filter, @Nullable String character, RunSort sort, Set<RunColumn> columns) {
    static final Set<RunColumn> USUAL_COLUMNS = Set.of(
            RunColumn.NUMBER,
            RunColumn.SAMPLE,
            RunColumn.CHARACTER,
            RunColumn.STATE,
            RunColumn.STEPS,
            RunColumn.LEARNING_RATE,
            RunColumn.CURVE,
            RunColumn.LOSS,
            RunColumn.COST,
            RunColumn.TAGS,
            RunColumn.LAUNCHED);

    /** Of the window, in pixels, below which some of the usual columns would be out of sight. */
    private static final int NARROW = 1_400;

    private static final int TABLET = 1_150;
    private static final int PHONE = 700;

    private static final String RANGE = "..";

    RunListAddress {
        columns = Set.copyOf(columns);
    }

    static final RunListAddress BEGINNING =
            new RunListAddress(RunFilter.ALL, null, RunSort.NEWEST_FIRST, USUAL_COLUMNS);

    static RunListAddress of(QueryParameters query) {
        Set<RunState> states = EnumSet.noneOf(RunState.class);
        words(query, "state")
                .forEach(word -> Arrays.stream(RunState.values())
                        .filter(state -> state.name().equalsIgnoreCase(word))
                        .forEach(states::add));
        Map<RunColumn, NumberRange> ranges = new EnumMap<>(RunColumn.class);
        for (RunColumn column : RunColumn.ranges()) {
            query.getSingleParameter(column.word())
                    .flatMap(RunListAddress::range)
                    .ifPresent(range -> ranges.put(column, range));
        }
        RunFilter filter = new RunFilter(
                null,
                states,
                query.getSingleParameter("by").flatMap(RunListAddress::account).orElse(null),
                query.getSingleParameter("backend").orElse(null),
                query.getSingleParameter("text").orElse(""),
                Set.copyOf(words(query, "tags")),
                ranges,
                query.getSingleParameter("archived").isPresent());
        Set<RunColumn> columns = EnumSet.noneOf(RunColumn.class);
        words(query, "columns").forEach(word -> RunColumn.of(word).ifPresent(columns::add));
        return new RunListAddress(
                filter,
                query.getSingleParameter("character").orElse(null),
                query.getSingleParameter("sort").flatMap(RunListAddress::sort).orElse(RunSort.NEWEST_FIRST),
                columns.isEmpty() ? USUAL_COLUMNS : columns);
    }

    private static List<String> words(QueryParameters query, String name) {
        return query.getParameters(name).stream()
                .flatMap(list -> Arrays.stream(list.split(",")))
                .toList();
    }

    private static Optional<UUID> account(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }

    private static Optional<RunSort> sort(String text) {
        boolean descending = text.startsWith("-");
        return RunColumn.of(descending ? text.substring(1) : text)
                .filter(RunColumn::isSortable)
                .map(column -> new RunSort(column, !descending));
    }

    private static Optional<NumberRange> range(String text) {
        int middle = text.indexOf(RANGE);
        if (middle < 0) {
            return Optional.empty();
        }
        try {
            String from = text.substring(0, middle);
            String to = text.substring(middle + RANGE.length());
            Double least = from.isEmpty() ? null : Double.valueOf(from);
            Double most = to.isEmpty() ? null : Double.valueOf(to);
            return least != null && most != null && least > most
                    ? Optional.empty()
                    : Optional.of(new NumberRange(least, most));
        } catch (NumberFormatException noNumbers) {
            return Optional.empty();
        }
    }

    String query() {
        Map<String, String> parts = new LinkedHashMap<>();
        if (character != null) {
            parts.put("character", character);
        }
        if (!filter.states().isEmpty()) {
            parts.put(
                    "state",
                    filter.states().stream()
                            .sorted()
                            .map(state -> state.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(",")));
        }
        UUID person = filter.launchedBy();
        if (person != null) {
            parts.put("by", person.toString());
        }
        String backend = filter.backend();
        if (backend != null) {
            parts.put("backend", backend);
        }
        if (!filter.text().isEmpty()) {
            parts.put("text", filter.text());
        }
        if (!filter.tags().isEmpty()) {
            parts.put("tags", filter.tags().stream().sorted().collect(Collectors.joining(",")));
        }
        RunColumn.ranges().forEach(column -> {
            NumberRange range = filter.ranges().get(column);
            if (range != null) {
                parts.put(column.word(), plain(range.from()) + RANGE + plain(range.to()));
            }
        });
        if (filter.archived()) {
            parts.put("archived", "yes");
        }
        if (!sort.equals(RunSort.NEWEST_FIRST)) {
            parts.put("sort", (sort.ascending() ? "" : "-") + sort.column().word());
        }
        if (!columns.equals(USUAL_COLUMNS)) {
            parts.put("columns", columns.stream().sorted().map(RunColumn::word).collect(Collectors.joining(",")));
        }
        return parts.entrySet().stream()
                .map(part -> part.getKey() + "=" + encoded(part.getValue()))
                .collect(Collectors.joining("&"));
    }

    /** The columns that a window shows: what a person chose is shown even where it must be scrolled. */
    static Set<RunColumn> fitting(Set<RunColumn> wanted, int width) {
        Set<RunColumn> ofAnyCharacter = EnumSet.copyOf(wanted);
        ofAnyCharacter.add(RunColumn.CHARACTER);
        if (width <= 0 || width >= NARROW || !ofAnyCharacter.equals(USUAL_COLUMNS)) {
            return wanted;
        }
        Set<RunColumn> fitting = EnumSet.copyOf(wanted);
        fitting.removeAll(Set.of(RunColumn.LEARNING_RATE, RunColumn.TAGS, RunColumn.CURVE));
        if (width < TABLET) {
            fitting.remove(RunColumn.LOSS);
        }
        if (width < PHONE) {
            fitting.removeAll(Set.of(RunColumn.SAMPLE, RunColumn.COST));
        }
        return fitting;
    }

    String path(String path) {
        String query = query();
        return query.isEmpty() ? path : path + "?" + query;
    }

    private static String plain(@Nullable Double number) {
        return number == null ? "" : Wording.plain(number);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("%2C", ",");
    }
}
