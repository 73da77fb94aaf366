package io.understudy.comparison.ui;

import com.vaadin.flow.router.QueryParameters;
import io.understudy.comparison.CompareRoutes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the URL says: which runs, which of them is the base, which step's samples, and which rows.
 *
 * @param base null for the first run
 * @param step null for the latest that all runs have
 */
record CompareSelection(
        List<Long> runs, @Nullable Long base, @Nullable Integer step, RowChoice rows) {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");

    CompareSelection {
        runs = List.copyOf(runs);
    }

    /** Reads a URL; whatever is no number is left out. */
    static CompareSelection of(QueryParameters query) {
        List<Long> runs = query.getSingleParameter("runs").stream()
                .flatMap(list -> Arrays.stream(list.split("[,\\s]+")))
                .filter(NUMBER.asMatchPredicate())
                .map(Long::valueOf)
                .distinct()
                .toList();
        return new CompareSelection(
                runs,
                number(query, "base").orElse(null),
                number(query, "step")
                        .filter(step -> step <= Integer.MAX_VALUE)
                        .map(Long::intValue)
                        .orElse(null),
                query.getSingleParameter("rows").flatMap(RowChoice::of).orElse(RowChoice.ESSENTIAL));
    }

    private static Optional<Long> number(QueryParameters query, String name) {
        return query.getSingleParameter(name).filter(NUMBER.asMatchPredicate()).map(Long::valueOf);
    }

    CompareSelection withBase(long number) {
        return new CompareSelection(runs, number, step, rows);
    }

    CompareSelection withStep(int chosen) {
        return new CompareSelection(runs, base, chosen, rows);
    }

    CompareSelection withRows(RowChoice chosen) {
        return new CompareSelection(runs, base, step, chosen);
    }

    CompareSelection with(long number) {
        List<Long> more = new ArrayList<>(runs);
        more.add(number);
        return new CompareSelection(more, base, step, rows);
    }

    CompareSelection without(long number) {
        return new CompareSelection(runs.stream().filter(run -> run != number).toList(), base, step, rows);
    }

    String path() {
        StringBuilder path = new StringBuilder(CompareRoutes.COMPARE + "?runs="
                + runs.stream().map(String::valueOf).collect(Collectors.joining(",")));
        if (base != null) {
            path.append("&base=").append(base);
        }
        if (step != null) {
            path.append("&step=").append(step);
        }
        if (rows != RowChoice.ESSENTIAL) {
            path.append("&rows=").append(rows.word());
        }
        return path.toString();
    }
}
