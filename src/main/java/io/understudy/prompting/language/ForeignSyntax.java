package io.understudy.prompting.language;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

public enum ForeignSyntax {
    WILDCARD(
            "__[!~@]?[\\p{L}\\p{N}*/. -][\\p{L}\\p{N}_*/. -]{0,80}?(?:\\([^()]{0,200}\\))?__",
            "names a wildcard file of another tool; here it is printed as it is. Write a variable such as {season} and give"
                    + " it suggestions."),
    VARIABLE(
            "\\$\\{[^{}]{0,80}\\}?",
            "is a variable of another tool; here the $ is printed. Write {outfit} without it."),
    LORA(
            "<(?:lora|lyco|hypernet):[^<>]{1,200}>",
            "is a LoRA of another tool; here it is printed as words. Add the LoRA to the settings below instead."),
    EMPHASIS(
            "(?<!\\\\)\\([^()]{1,200}:[0-9]*\\.?[0-9]+\\)",
            "is emphasis of another tool; FLUX reads it as words. Leave out the brackets and the number."),
    WEIGHT(
            "(?<!\\\\)\\([^()]{1,200}\\)(?:[0-9]{0,3}\\.[0-9]{1,4}|\\+{1,10}|-{2,10})(?=[\\s,.;|}]|$)",
            "is a weight of InvokeAI; FLUX reads it as words. Leave out the brackets and what follows them."),
    DIVIDER(
            "\\b(?:BREAK|AND)\\b",
            "in capitals divides a prompt of A1111; FLUX reads it as a word. Write a comma or a sentence instead.");

    private static final int MOST = 20;

    private final Pattern pattern;
    private final String words;

    ForeignSyntax(String pattern, String words) {
        this.pattern = Pattern.compile(pattern);
        this.words = words;
    }

    List<MatchResult> in(String text) {
        return pattern.matcher(text).results().limit(MOST).toList();
    }

    /** @param snippets names of those that there are: one of them may be what the other tool means */
    String words(String found, Set<String> snippets) {
        String name = this == WILDCARD
                ? found.substring(2, found.length() - 2)
                        .replaceFirst("\\(.*$", "")
                        .replaceFirst("^.*[/!~@]", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9_-]+", "-")
                : "";
        return snippets.contains(name)
                ? "names a wildcard file of another tool; here it is printed as it is. Write {@" + name
                        + "} for the snippet of that name."
                : words;
    }
}
