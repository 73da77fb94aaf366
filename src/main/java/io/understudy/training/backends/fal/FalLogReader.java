package io.understudy.training.backends.fal;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads how far a trainer is from the progress bars in its log, such as {@code 120/1000 [02:10<15:50, lr: 1.0e-04 loss:
 * 3.4e-01]}. fal promises no form of them, so a log without numbers is fine.
 */
final class FalLogReader {
    private static final Pattern COUNT = Pattern.compile("(\\d{1,6})\\s*(?:/|of)\\s*(\\d{1,6})");
    private static final String NUMBER = "\\b\\s*[=:]\\s*(\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d{1,3})?)";
    private static final Pattern LOSS = Pattern.compile("\\bloss" + NUMBER, Pattern.CASE_INSENSITIVE);
    private static final Pattern LEARNING_RATE =
            Pattern.compile("\\b(?:lr|learning[ _]rate)" + NUMBER, Pattern.CASE_INSENSITIVE);

    private FalLogReader() {}

    /** The last count towards this number of steps. */
    static OptionalInt stepsDone(String line, int steps) {
        OptionalInt done = OptionalInt.empty();
        Matcher count = COUNT.matcher(line);
        while (count.find()) {
            if (Integer.parseInt(count.group(2)) == steps) {
                done = OptionalInt.of(Math.min(steps, Integer.parseInt(count.group(1))));
            }
        }
        return done;
    }

    static OptionalDouble loss(String line) {
        return number(LOSS, line);
    }

    static OptionalDouble learningRate(String line) {
        return number(LEARNING_RATE, line);
    }

    private static OptionalDouble number(Pattern pattern, String line) {
        Matcher found = pattern.matcher(line);
        double value = found.find() ? Double.parseDouble(found.group(1)) : Double.NaN;
        return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }
}
