package io.understudy.datasets;

import io.understudy.prompting.guide.TriggerWord;
import java.util.regex.Pattern;

/** Where a caption carries the trigger word. The guide: the LoRA activates on it, so it stands first, everywhere. */
public enum TriggerUse {
    FIRST,
    ELSEWHERE,
    MISSING;

    public static TriggerUse of(String caption, TriggerWord triggerWord) {
        if (!word(triggerWord).matcher(caption).find()) {
            return MISSING;
        }
        return word(triggerWord).matcher(caption).lookingAt() ? FIRST : ELSEWHERE;
    }

    public static String repaired(String caption, TriggerWord triggerWord) {
        if (of(caption, triggerWord) == FIRST) {
            return caption;
        }
        String rest = word(triggerWord).matcher(caption).replaceAll("");
        rest = rest.replaceAll("\\s*,(\\s*,)+\\s*", ", ").replaceAll("\\s{2,}", " ");
        rest = rest.replaceAll("^[\\s,]+|[\\s,]+$", "");
        return rest.isEmpty() ? triggerWord.value() : triggerWord + ", " + rest;
    }

    private static Pattern word(TriggerWord triggerWord) {
        return Pattern.compile("(?<![\\p{L}\\p{N}_])" + Pattern.quote(triggerWord.value()) + "(?![\\p{L}\\p{N}_])");
    }
}
