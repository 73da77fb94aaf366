package io.understudy.training.backends.fal;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how many steps are done from a trainer's log. fal promises no form of it, so a log without numbers is fine. */
final class FalLogReader {
    private static final Pattern OF = Pattern.compile("(\\d{1,6})\\s*(?:/|of)\\s*(\\d{1,6})");

    private FalLogReader() {}

    /** The last count towards this number of steps, as progress bars write it: {@code 120/1000}. */
    static OptionalInt stepsDone(List<String> lines, int steps) {
        int done = -1;
        for (String line : lines) {
            Matcher count = OF.matcher(line);
            while (count.find()) {
                if (Integer.parseInt(count.group(2)) == steps) {
                    done = Math.max(done, Math.min(steps, Integer.parseInt(count.group(1))));
                }
            }
        }
        return done < 0 ? OptionalInt.empty() : OptionalInt.of(done);
    }
}
