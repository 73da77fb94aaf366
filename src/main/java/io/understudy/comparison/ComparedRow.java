package io.understudy.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One property of all compared runs.
 *
 * @param values in the order of the runs
 * @param base position of the run that the others are compared to
 * @param essential worth to be seen also where the runs do not differ
 */
public record ComparedRow(String label, List<ComparedValue> values, int base, boolean essential) {
    public ComparedRow {
        values = List.copyOf(values);
    }

    ComparedRow with(int run, ComparedValue value) {
        List<ComparedValue> others = new ArrayList<>(values);
        others.set(run, value);
        return new ComparedRow(label, others, base, essential);
    }

    /**
     * Whether the value is another than that of the base run, or, where the base run has none that can be compared, of the
     * first run that has one.
     */
    public boolean differs(int run) {
        ComparedValue value = values.get(run);
        return value.comparable() && !value.isSameAs(reference());
    }

    private ComparedValue reference() {
        ComparedValue ofBase = values.get(base);
        return ofBase.comparable()
                ? ofBase
                : values.stream().filter(ComparedValue::comparable).findFirst().orElse(ofBase);
    }

    public boolean hasDifference() {
        return IntStream.range(0, values.size()).anyMatch(this::differs);
    }

    /** Long texts are read from the left, numbers from the right. */
    public boolean isWords() {
        return values.stream()
                .anyMatch(value -> value.number() == null && value.text().length() > 24);
    }
}
