package io.understudy.training.backends.cluster.slurm;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Values in answers of slurmrestd, which releases and their plug-ins write in different ways. */
final class SlurmAnswers {
    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[ ,+|]+");
    private static final int MOST_OF_A_WORD = 200;

    private SlurmAnswers() {}

    /**
     * A number alone, as text, or wrapped such as {@code {"set": true, "infinite": false, "number": 7}}.
     *
     * @return null where it is infinite, not set, or no whole number
     */
    static @Nullable Long number(JsonNode value) {
        if (value.isObject()) {
            return isFalse(value.path("set")) || value.path("infinite").asBoolean(false)
                    ? null
                    : plain(value.path("number"));
        }
        return plain(value);
    }

    /** From 0 to 1, in one of the forms of {@link #number}; null for anything else. */
    static @Nullable Double factor(JsonNode value) {
        JsonNode plain = value.isObject() && !isFalse(value.path("set")) ? value.path("number") : value;
        double factor = plain.isNumber() ? plain.asDouble(Double.NaN) : Double.NaN;
        return factor >= 0 && factor <= 1 ? Double.valueOf(factor) : null;
    }

    private static boolean isFalse(JsonNode flag) {
        return !flag.isMissingNode() && !flag.asBoolean(false);
    }

    private static @Nullable Long plain(JsonNode plain) {
        if (plain.isNumber()) {
            double number = plain.asDouble(Double.NaN);
            return Double.isFinite(number) && Math.abs(number) < 1e18 ? Long.valueOf((long) number) : null;
        }
        String text = plain.isString() ? plain.asString("").strip() : "";
        return WHOLE.matcher(text).matches() ? Long.valueOf(text) : null;
    }

    /** An array of words, or words in one text. */
    static List<String> words(JsonNode value) {
        Stream<String> words = value.isString()
                ? BETWEEN_WORDS.splitAsStream(value.asString(""))
                : value.valueStream().map(one -> one.asString(""));
        return words.filter(word -> !word.isEmpty() && word.length() <= MOST_OF_A_WORD)
                .toList();
    }

    /** Of a job; empty for what is none. */
    static Optional<String> id(JsonNode value) {
        return Optional.ofNullable(number(value))
                .filter(id -> id > 0)
                .map(String::valueOf)
                .filter(SlurmValues::isId);
    }

    /** Between the bounds of an {@code int}; null where there is none. */
    static @Nullable Integer small(JsonNode value) {
        Long number = number(value);
        return number == null || number < Integer.MIN_VALUE || number > Integer.MAX_VALUE
                ? null
                : Integer.valueOf(number.intValue());
    }
}
