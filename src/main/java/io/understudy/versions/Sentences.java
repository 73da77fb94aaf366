package io.understudy.versions;

import java.util.List;
import org.jspecify.annotations.Nullable;

public final class Sentences {
    private Sentences() {}

    /** Ends with a full stop, whatever someone typed. */
    public static String sentence(String text) {
        String trimmed = text.strip();
        return trimmed.matches("(?s).*[.!?…]") ? trimmed : trimmed + ".";
    }

    /** {@code a}, {@code a and b}, {@code a, b and c}. */
    public static String list(List<String> parts) {
        int last = parts.size() - 1;
        return last < 1
                ? String.join("", parts)
                : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
    }

    /** The text without outer blanks; empty for null. */
    public static String trimmed(@Nullable String text) {
        return text == null ? "" : text.strip();
    }
}
