package io.understudy.versions.sheets.measures;

import io.understudy.datasets.quality.vision.ShotType;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

final class PromptFraming {
    private static final Map<Pattern, Set<ShotType>> WORDS = new LinkedHashMap<>();

    static {
        WORDS.put(words("from behind|back view"), EnumSet.of(ShotType.FROM_BEHIND));
        WORDS.put(words("full[- ]body|head to toe"), EnumSet.of(ShotType.FULL_BODY));
        WORDS.put(words("knees? up|three[- ]quarter shot|cowboy shot"), EnumSet.of(ShotType.THREE_QUARTER));
        WORDS.put(words("upper[- ]body|waist up|half[- ]body"), EnumSet.of(ShotType.UPPER_BODY));
        WORDS.put(words("close[- ]?up|headshot"), EnumSet.of(ShotType.CLOSE_UP));
        WORDS.put(words("portrait"), EnumSet.of(ShotType.CLOSE_UP, ShotType.UPPER_BODY));
    }

    private PromptFraming() {}

    private static Pattern words(String alternatives) {
        return Pattern.compile("\\b(?:" + alternatives + ")\\b");
    }

    /** What may be seen when the prompt is followed; empty where it names no framing. */
    static Set<ShotType> of(String prompt) {
        String text = prompt.toLowerCase(Locale.ROOT);
        return WORDS.entrySet().stream()
                .filter(entry -> entry.getKey().matcher(text).find())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Set.of());
    }
}
