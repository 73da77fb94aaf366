package io.understudy.comparison;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * One property of all compared runs.
 *
 * @param values in the order of the runs
 * @param base position of the run that the others are compared to
 * @param essential worth to be seen also where the runs do not differ
 * @param lowestIsBest whether the lowest number is worth a mark
 */
public record ComparedRow(String label, List<ComparedValue> values, int base, boolean essential, boolean lowestIsBest) {
    public ComparedRow {
        values = List.copyOf(values);
    }

    public boolean differs(int run) {
        return !values.get(run).isSameAs(values.get(base));
    }

    public boolean hasDifference() {
        return IntStream.range(0, values.size()).anyMatch(this::differs);
    }

    /** Long texts are read from the left, numbers from the right. */
    public boolean isWords() {
        return values.stream()
                .anyMatch(value -> value.number() == null && value.text().length() > 24);
    }

    /** The run with the lowest number, where that is a merit and not shared by all. */
    public OptionalInt best() {
        if (!lowestIsBest || !hasDifference()) {
            return OptionalInt.empty();
        }
        int best = -1;
        double lowest = Double.POSITIVE_INFINITY;
        for (int run = 0; run < values.size(); run++) {
            Double number = values.get(run).number();
            if (number != null && number < lowest) {
                lowest = number;
                best = run;
            }
        }
        return best < 0 ? OptionalInt.empty() : OptionalInt.of(best);
    }
}
