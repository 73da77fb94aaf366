package io.understudy.prompting.language;

import java.util.List;

/**
 * What a template says about one of its variables.
 *
 * @param name as in <code>{outfit}</code>, without the braces
 * @param usual goes in unless someone gives other words; may be empty
 * @param suggestions offered while filling, and what is expanded
 */
public record PromptVariable(String name, String usual, List<String> suggestions) {
    public PromptVariable {
        suggestions = List.copyOf(suggestions);
    }

    public String token() {
        return "{" + name + "}";
    }
}
