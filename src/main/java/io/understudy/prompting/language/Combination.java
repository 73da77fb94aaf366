package io.understudy.prompting.language;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One way through a template's choices.
 *
 * @param values of the variables that are expanded
 * @param picks what was taken of each choice that was reached, in reading order
 */
public record Combination(Map<String, String> values, List<String> picks, RenderedPrompt rendered) {
    public Combination {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        picks = List.copyOf(picks);
    }
}
