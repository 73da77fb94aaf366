package io.understudy.prompting.language;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

public final class ChoiceWeight {
    private static final Pattern WRITTEN = Pattern.compile("\\s*([0-9]{1,4}(?:\\.[0-9]{1,4})?|\\.[0-9]{1,4})::");

    /** The largest; 0 and less, which would never be taken, are none. */
    public static final double MOST = 1000;

    private ChoiceWeight() {}

    /** What is written before an alternative so that it has this weight, whatever its own words begin with. */
    static String prefix(double weight, String alternative) {
        return weight == 1
                        && !at(alternative, 0).lookingAt()
                        && !ChoiceCount.at(alternative, 0).lookingAt()
                ? ""
                : number(weight) + "::";
    }

    public static String of(double weight, String alternative) {
        return prefix(weight, alternative) + alternative;
    }

    /** A matcher for what may be written there; group 1 is the number. */
    static Matcher at(String text, int place) {
        return WRITTEN.matcher(text).region(place, text.length());
    }

    static boolean isSound(double weight) {
        return weight > 0 && weight <= MOST;
    }

    static String number(double weight) {
        return BigDecimal.valueOf(weight).stripTrailingZeros().toPlainString();
    }
}
