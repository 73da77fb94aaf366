package io.understudy.audit;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the last walk through the whole trail found.
 *
 * @param walked the number of the last row that it read; 0 before the first walk
 * @param more whether more rows are broken than are named here
 * @param unsettled rows that are missing or not as they were written, unless an admin settled them as they are now
 */
public record TrailState(long walked, boolean more, List<BrokenRow> unsettled) {
    /** How many broken rows are kept that no admin settled. */
    static final int MOST_BROKEN = 100;

    private static final int MOST_NAMED = 10;

    /**
     * A row of which nobody knows what it was about.
     *
     * @param hash of what is there now, and of the row before: another one once either changes again
     * @param chained whether it continues the row before, which is in doubt otherwise
     * @param words what is wrong with it
     */
    public record BrokenRow(long sequence, String hash, boolean chained, String words) {}

    public TrailState {
        unsettled = List.copyOf(unsettled);
    }

    /** Numbers of rows that may not say what was written, also where their hash is that of their content. */
    public SortedSet<Long> inDoubt() {
        SortedSet<Long> numbers = new TreeSet<>();
        unsettled.forEach(row -> {
            numbers.add(row.sequence());
            if (!row.chained()) {
                numbers.add(row.sequence() - 1);
            }
        });
        return numbers;
    }

    /** Which rows are broken, and what to do about them; empty while none is. */
    public Optional<String> broken() {
        if (more) {
            return Optional.of("More than %d rows of the audit trail were altered or removed: they may have been about"
                            .formatted(MOST_BROKEN)
                    + " makers or decisions. An admin restores the database from a backup.");
        }
        if (unsettled.isEmpty()) {
            return Optional.empty();
        }
        boolean one = unsettled.size() == 1;
        String numbers = unsettled.stream()
                .limit(MOST_NAMED)
                .map(row -> String.valueOf(row.sequence()))
                .collect(Collectors.joining(", "));
        int others = unsettled.size() - MOST_NAMED;
        return Optional.of((one
                                ? "Row %s of the audit trail was altered or removed: it may have been about a maker or a decision."
                                : "Rows %s of the audit trail were altered or removed: they may have been about makers or decisions.")
                        .formatted(others > 0 ? numbers + " and %d more".formatted(others) : numbers)
                + " An admin restores the database from a backup, or settles %s on the Audit page."
                        .formatted(one ? "the row" : "these rows"));
    }

    /**
     * Why nobody should rely on what the trail says about something; empty when they may.
     *
     * @param created the row about its creation
     */
    public Optional<String> whyUncertain(long created) {
        return broken().or(() -> walked < created
                ? Optional.of(
                        "The audit trail is being checked since this version was created. Try again in a" + " moment.")
                : Optional.empty());
    }
}
