package io.understudy.prompts.exchange;

import io.understudy.prompting.exchange.ExchangeFormat;
import java.util.List;
import java.util.Map;

/**
 * What a file would bring.
 *
 * @param snippets words by name, those that are not there yet
 * @param losses what of the file as a whole could not be carried over
 */
public record ImportPlan(
        ExchangeFormat format, List<ImportLine> lines, Map<String, String> snippets, List<String> losses) {
    public ImportPlan {
        lines = List.copyOf(lines);
        snippets = Map.copyOf(snippets);
        losses = List.copyOf(losses);
    }
}
