package io.understudy.prompting.language;

import java.util.List;

/**
 * What a text says.
 *
 * @param tree where something is wrong, the text as it was typed is in it as words
 */
public record ParsedPrompt(PromptTree tree, List<TemplateProblem> problems) {
    public ParsedPrompt {
        problems = List.copyOf(problems);
    }
}
