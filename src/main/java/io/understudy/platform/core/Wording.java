package io.understudy.platform.core;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;
import java.util.stream.Collectors;

/** Short forms of texts and numbers for people. */
public final class Wording {
    /** Of names and remarks that have no bound of their own. */
    public static final int MOST_NAMED = 100;

    // Persian and many Indic names are spelled with them.
    private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
    private static final int ZERO_WIDTH_JOINER = 0x200d;

    private Wording() {}

    /** Ends with “…” where it had to be cut. */
    public static String cut(String words, int most) {
        return words.length() <= most ? words : beginning(words, most - 1) + "…";
    }

    /** The first of many, and how many more there are: {@code a, b and 3 more}. */
    public static String first(Collection<String> names, int most) {
        int more = names.size() - most;
        return names.stream().limit(most).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    }

    /** As much as fits, never half of a character that takes two places, as an emoji does. */
    public static String beginning(String words, int most) {
        if (words.length() <= most) {
            return words;
        }
        boolean splits = most > 0 && Character.isHighSurrogate(words.charAt(most - 1));
        return words.substring(0, splits ? most - 1 : most);
    }

    /** Without the commas and blanks in front and at the end. */
    public static String withoutEdges(String words) {
        int start = 0;
        int end = words.length();
        while (start < end && isEdge(words.charAt(start))) {
            start++;
        }
        while (end > start && isEdge(words.charAt(end - 1))) {
            end--;
        }
        return words.substring(start, end);
    }

    private static boolean isEdge(char letter) {
        return letter == ',' || Character.isWhitespace(letter);
    }

    /** Whether each character of a name shows: none is a control, changes the direction, or has no width. */
    public static boolean isVisible(String name) {
        return name.codePoints().noneMatch(point -> switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            case Character.FORMAT -> point != ZERO_WIDTH_NON_JOINER && point != ZERO_WIDTH_JOINER;
            default -> false;
        });
    }

    /** As short as it is exact, never in powers of ten: {@code 0.0001}, {@code 16}. */
    public static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    /** @param digits at most, from the first that is not zero */
    public static String plain(double number, int digits) {
        return new BigDecimal(number, new MathContext(digits))
                .stripTrailingZeros()
                .toPlainString();
    }
}
