package io.understudy.prompts.regression;

import java.util.ArrayList;
import java.util.List;

/** How many pictures of a comparison have which verdict. */
public record RegressionCounts(int better, int same, int worse) {
    static RegressionCounts of(List<RegressionDetails.Pair> pairs) {
        return new RegressionCounts(
                count(pairs, RegressionVerdict.BETTER),
                count(pairs, RegressionVerdict.SAME),
                count(pairs, RegressionVerdict.WORSE));
    }

    private static int count(List<RegressionDetails.Pair> pairs, RegressionVerdict verdict) {
        return (int) pairs.stream().filter(pair -> pair.verdict() == verdict).count();
    }

    public int judged() {
        return better + same + worse;
    }

    /** Such as {@code 1 worse, 3 same}; empty before the first verdict. */
    public String words() {
        List<String> parts = new ArrayList<>();
        add(parts, worse, "worse");
        add(parts, same, "same");
        add(parts, better, "better");
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, int count, String word) {
        if (count > 0) {
            parts.add(count + " " + word);
        }
    }
}
