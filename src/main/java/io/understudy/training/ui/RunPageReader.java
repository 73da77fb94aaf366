package io.understudy.training.ui;

import io.understudy.training.RunSummary;
import io.understudy.training.lists.RunCursor;
import io.understudy.training.lists.RunFilter;
import io.understudy.training.lists.RunSort;
import io.understudy.training.runs.RunListService;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a list page by page for a table that counts rows: each page that was read is remembered as a place, and the next
 * one is read from the nearest place before it. Scrolling never reads a row twice, however long the list is.
 */
final class RunPageReader {
    private final RunListService runs;
    private final RunFilter filter;
    private final RunSort sort;
    private final TreeMap<Integer, RunCursor> places = new TreeMap<>();
    private final Map<Integer, RunSummary> read = new HashMap<>();

    RunPageReader(RunListService runs, RunFilter filter, RunSort sort) {
        this.runs = runs;
        this.filter = filter;
        this.sort = sort;
    }

    List<RunSummary> rows(int offset, int limit) {
        Map.Entry<Integer, RunCursor> place = places.floorEntry(offset);
        List<RunSummary> rows = place == null
                ? runs.page(filter, sort, null, offset, limit)
                : runs.page(filter, sort, place.getValue(), offset - place.getKey(), limit);
        for (int i = 0; i < rows.size(); i++) {
            read.put(offset + i, rows.get(i));
        }
        if (!rows.isEmpty()) {
            places.put(offset + rows.size(), runs.behind(rows.getLast(), sort));
        }
        return rows;
    }

    /** The row at a place as it was read, whatever came since; null while it is not. */
    @Nullable
    RunSummary row(int place) {
        return read.get(place);
    }
}
