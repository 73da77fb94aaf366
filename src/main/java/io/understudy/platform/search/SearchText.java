package io.understudy.platform.search;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.data.domain.Limit;

/** What someone searches for, in lower case and without surrounding space. */
public record SearchText(String text) {
    public static final int MOST = 6;

    private static final int LONGEST = 100;
    private static final Pattern NUMBER = Pattern.compile("(?:\\p{L}+\\s+)?#?([0-9]{1,15})");

    public SearchText {
        String stripped = text.strip().toLowerCase(Locale.ROOT);
        text = stripped.substring(0, Math.min(stripped.length(), LONGEST));
    }

    /** A text as it is, with anything around it: for {@code like :pattern escape '!'}. */
    public static String around(String text) {
        return "%" + escaped(text.strip().toLowerCase(Locale.ROOT)) + "%";
    }

    /** What {@code like} takes literally, behind {@code escape '!'}. */
    private static String escaped(String text) {
        return text.replaceAll("[!%_]", "!$0");
    }

    /** The words in this order, with anything around them: for {@code like :pattern escape '!'}. */
    public String anywhere() {
        return "%" + beginning();
    }

    public String beginning() {
        return escaped(text).replaceAll("\\s+", "%") + "%";
    }

    /** Whether a text holds the words in this order, as {@link #anywhere()} finds it. */
    public boolean isIn(String words) {
        String lower = words.toLowerCase(Locale.ROOT);
        int from = 0;
        for (String word : text.split("\\s+")) {
            int at = lower.indexOf(word, from);
            if (at < 0) {
                return false;
            }
            from = at + word.length();
        }
        return true;
    }

    /** The number in {@code 12}, {@code #12} or {@code run 12}; -1 where there is none. */
    public long number() {
        Matcher number = NUMBER.matcher(text);
        return number.matches() ? Long.parseLong(number.group(1)) : -1;
    }

    /** 0 where the name begins with the text, 1 where one of its words does, else 2. */
    public int rank(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith(text)) {
            return 0;
        }
        return Pattern.compile("[\\s_(“-]" + Pattern.quote(text)).matcher(lower).find() ? 1 : 2;
    }

    public Limit limit() {
        return Limit.of(MOST);
    }
}
