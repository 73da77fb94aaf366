package io.understudy.datasets;

import io.understudy.shared.Refusal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Find and replace, as plain text.
 *
 * @param find at least one character
 * @param replace may be empty
 * @param matchCase whether "Red" and "red" differ
 */
public record CaptionReplacement(String find, String replace, boolean matchCase) {
    public CaptionReplacement {
        if (find.isEmpty()) {
            throw Refusal.RuleBroken.in("find", "Say what to look for.");
        }
    }

    String applyTo(String caption) {
        int flags = matchCase ? 0 : Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
        return Pattern.compile(Pattern.quote(find), flags)
                .matcher(caption)
                .replaceAll(Matcher.quoteReplacement(replace));
    }
}
