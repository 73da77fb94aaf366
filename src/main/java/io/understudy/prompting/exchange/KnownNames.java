package io.understudy.prompting.exchange;

import io.understudy.prompting.guide.TriggerWord;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * What foreign prompts may mean here.
 *
 * @param triggers of the characters, the longest first
 * @param snippets by name
 */
public record KnownNames(List<TriggerWord> triggers, Set<String> snippets) {
    public KnownNames {
        triggers = triggers.stream()
                .sorted(Comparator.comparingInt(
                                (TriggerWord word) -> word.value().length())
                        .reversed())
                .toList();
        snippets = Set.copyOf(snippets);
    }
}
