package io.understudy.versions.sheets.measures;

import io.understudy.versions.sheets.SheetColumn;
import io.understudy.versions.sheets.SheetRow;
import io.understudy.versions.sheets.measures.SheetMeasures.Followed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which strength or checkpoint the measures speak for: the first one of those whose likeness cannot be told apart from the
 * best, and that leaves other prompts alone.
 *
 * @param column null where it is not decided
 * @param alike columns that are no worse, in their order, the chosen one first; empty where it is not decided
 * @param reason to be read after the name of the column, or after “Not decided, because”
 */
public record ColumnChoice(@Nullable SheetColumn column, List<SheetColumn> alike, String reason) {
    /** Faces that a column needs, and pictures that two columns need in common. */
    static final int LEAST_FACES = 6;
    /** Of the change that the trigger word makes. */
    static final double MOST_LEAKAGE = 0.5;

    static final double ENOUGH_VARIETY = 0.6;
    static final double MOST_FLAGGED = 0.1;

    public ColumnChoice {
        alike = List.copyOf(alike);
    }

    private static ColumnChoice undecided(String reason) {
        return new ColumnChoice(null, List.of(), reason);
    }

    /**
     * @param columns in the order in which an earlier one is preferred to an equal
     * @param what they are, in the plural
     */
    static ColumnChoice of(List<ColumnMeasure> columns, String what, int trainingPictures) {
        if (trainingPictures == 0) {
            return undecided("the training pictures are not here to compare faces with");
        }
        List<ColumnMeasure> known = columns.stream()
                .filter(column -> column.likeness().size() >= LEAST_FACES)
                .toList();
        if (known.size() < 2) {
            int most = columns.stream()
                    .mapToInt(column -> column.likeness().size())
                    .max()
                    .orElse(0);
            return undecided("it takes faces on %d pictures of each of two %s, and at most %d were found on one"
                    .formatted(LEAST_FACES, what, most));
        }
        ColumnMeasure best = known.stream()
                .max(Comparator.comparingDouble(ColumnChoice::likeness))
                .orElseThrow();
        List<ColumnMeasure> alike = known.stream()
                .filter(column -> column == best
                        || !Difference.of(best.likeness(), column.likeness()).isCertain())
                .toList();
        if (alike.size() == known.size()) {
            double lowest =
                    known.stream().mapToDouble(ColumnChoice::likeness).min().orElseThrow();
            return undecided(text(
                    "the likeness of all %d %s, %.2f to %.2f, differs by no more than it varies from picture to picture",
                    known.size(), what, lowest, likeness(best)));
        }
        List<ColumnMeasure> good =
                alike.stream().filter(column -> faults(column, alike).isEmpty()).toList();
        if (good.isEmpty()) {
            return undecided("of the %s with the best likeness, %s"
                    .formatted(
                            what,
                            alike.stream()
                                    .map(column ->
                                            column.column().label() + " " + String.join(" and ", faults(column, alike)))
                                    .collect(Collectors.joining("; "))));
        }
        ColumnMeasure chosen = good.getFirst();
        return new ColumnChoice(
                chosen.column(), good.stream().map(ColumnMeasure::column).toList(), reason(chosen, best, known, alike));
    }

    private static String reason(
            ColumnMeasure chosen, ColumnMeasure best, List<ColumnMeasure> known, List<ColumnMeasure> alike) {
        List<String> words = new ArrayList<>();
        words.add(
                chosen == best
                        ? text("its likeness of %.2f is the best", likeness(chosen))
                        : text(
                                "its likeness of %.2f cannot be told apart from the best, %.2f at %s",
                                likeness(chosen), likeness(best), best.column().label()));
        List<String> behind = known.stream()
                .filter(column -> !alike.contains(column))
                .map(column -> column.column().label())
                .toList();
        words.add("%s %s behind by more than the spread"
                .formatted(String.join(", ", behind), behind.size() == 1 ? "is" : "are"));
        Double leakage = chosen.leakage();
        words.add(
                leakage == null
                        ? "leakage is not measured, because no prompt without the trigger word has pictures both with"
                                + " and without the LoRA"
                        : text("leakage is %.0f %%", 100 * leakage));
        Followed followed = chosen.followed();
        if (followed != null) {
            words.add("prompts were followed in " + followed.inWords() + " cases");
        }
        words.add(
                chosen.flagged() == 0
                        ? "nobody flagged an artifact on its %d pictures".formatted(chosen.pictures())
                        : "artifacts are flagged on %d of %d pictures".formatted(chosen.flagged(), chosen.pictures()));
        return String.join("; ", words);
    }

    private static List<String> faults(ColumnMeasure column, List<ColumnMeasure> others) {
        List<String> faults = new ArrayList<>();
        Double leakage = column.leakage();
        if (leakage != null && leakage > MOST_LEAKAGE) {
            faults.add(text("leaks into other prompts (%.0f %%)", 100 * leakage));
        }
        Double variety = column.variety();
        if (variety != null && variety < ENOUGH_VARIETY) {
            faults.add(text("holds prompts back (variety %.0f %%)", 100 * variety));
        }
        if (column.flagged() > MOST_FLAGGED * column.pictures()) {
            faults.add("has artifacts on %d of %d pictures".formatted(column.flagged(), column.pictures()));
        }
        Followed followed = column.followed();
        if (followed != null && others.stream().anyMatch(other -> followsBetter(other.followed(), followed))) {
            faults.add("follows prompts less than another (" + followed.inWords() + ")");
        }
        return faults;
    }

    /** Whether the shares differ by more than two standard errors of their difference. */
    private static boolean followsBetter(@Nullable Followed one, Followed other) {
        if (one == null) {
            return false;
        }
        double both = (double) (one.pictures() + other.pictures()) / (one.of() + other.of());
        double error = Math.sqrt(both * (1 - both) * (1.0 / one.of() + 1.0 / other.of()));
        return one.share() - other.share() > 2 * error && error > 0;
    }

    private static double likeness(ColumnMeasure column) {
        return column.meanLikeness().orElseThrow();
    }

    private static String text(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }

    /**
     * Of two columns on the pictures that both have: same prompt, same seed.
     *
     * @param mean by which the first is above the second
     * @param error standard error of the mean
     */
    record Difference(int pictures, double mean, double error) {
        static Difference of(Map<SheetRow, Double> first, Map<SheetRow, Double> second) {
            double[] all = first.entrySet().stream()
                    .filter(entry -> second.containsKey(entry.getKey()))
                    .mapToDouble(entry -> entry.getValue() - second.getOrDefault(entry.getKey(), 0.0))
                    .toArray();
            double mean = 0;
            for (double one : all) {
                mean += one / all.length;
            }
            double squares = 0;
            for (double one : all) {
                squares += (one - mean) * (one - mean);
            }
            double error = all.length < 2 ? Double.NaN : Math.sqrt(squares / (all.length - 1) / all.length);
            return new Difference(all.length, mean, error);
        }

        /** Whether the first is above the second by more than two standard errors. */
        boolean isCertain() {
            return pictures >= LEAST_FACES && mean > 2 * error && mean > 0;
        }
    }
}
