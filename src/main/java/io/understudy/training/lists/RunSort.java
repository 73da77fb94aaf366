package io.understudy.training.lists;

/**
 * The order of a list of runs. Among equals the newest comes first; runs that do not have the value come last in both
 * directions.
 *
 * @param column a {@linkplain RunColumn#isSortable() sortable} one
 */
public record RunSort(RunColumn column, boolean ascending) {
    public static final RunSort NEWEST_FIRST = new RunSort(RunColumn.NUMBER, false);

    public RunSort {
        if (!column.isSortable()) {
            throw new IllegalArgumentException("Runs cannot be sorted by " + column.label());
        }
    }
}
