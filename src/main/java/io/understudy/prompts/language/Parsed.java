package io.understudy.prompts.language;

import java.util.List;

/**
 * What a text says.
 *
 * @param tree where something is wrong, the text as it was typed is in it as words
 */
public record Parsed(PromptTree tree, List<Problem> problems) {
    public Parsed {
        problems = List.copyOf(problems);
    }

    public boolean isSound() {
        return problems.isEmpty();
    }
}
