package io.understudy.prompts.regression;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** How many pictures of a comparison have which verdict. */
public record RegressionCounts(int better, int same, int worse) {
    static RegressionCounts of(Stream<RegressionVerdict> given) {
        List<RegressionVerdict> verdicts = given.toList();
        return new RegressionCounts(
                Collections.frequency(verdicts, RegressionVerdict.BETTER),
                Collections.frequency(verdicts, RegressionVerdict.SAME),
                Collections.frequency(verdicts, RegressionVerdict.WORSE));
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
