package io.understudy.prompting.exchange;

import io.understudy.prompting.language.ChoiceCount;
import io.understudy.prompting.language.ChoiceWeight;
import io.understudy.prompting.language.PromptParser;
import io.understudy.prompting.language.PromptVariable;
import io.understudy.prompting.language.TemplateAnalysis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the syntax of the dynamic-prompts extension, which A1111, InvokeAI and ComfyUI know in part, into the language of
 * templates: choices with weights and counts stay choices, wildcards become snippets where there are some of that name,
 * otherwise variables. What is lost is named.
 */
final class DynamicPromptsReader {
    private static final Pattern WEIGHT = Pattern.compile("\\s*([0-9]{0,9}\\.?[0-9]{0,9})::");
    private static final Pattern WILDCARD = Pattern.compile("__([\\p{L}\\p{N}~@*/. -][\\p{L}\\p{N}_*/. -]{0,80}?)__");
    private static final Pattern VARIABLE =
            Pattern.compile("\\$\\{\\s*([A-Za-z][A-Za-z0-9_-]{0,39})\\s*(?:(=!?|:)([^{}]{0,200}))?\\}");
    private static final int BRIEF = 80;
    private static final int MOST_NAMED = 20;
    private static final int MOST_MATCHES = 60;

    private final Consumer<String> lost;
    private final Set<String> snippets;
    private final Map<String, String> variables = new LinkedHashMap<>();
    private int named;

    /**
     * @param lost receives, in sentences, what could not be carried over
     * @param snippets names of those that wildcards may mean
     */
    DynamicPromptsReader(Consumer<String> lost, Set<String> snippets) {
        this.lost = lost;
        this.snippets = snippets;
    }

    /** The text of a template that says the same; words that are too long for one only mean themselves. */
    String template(String words) {
        return words.length() > TemplateAnalysis.MAX_TEXT ? PromptParser.escape(words) : text(words, 0);
    }

    private void lose(String remark) {
        if (named < MOST_NAMED) {
            lost.accept(remark);
        } else if (named == MOST_NAMED) {
            lost.accept("There is more of this kind; the first " + MOST_NAMED + " are named.");
        }
        named++;
    }

    List<PromptVariable> variables() {
        return variables.entrySet().stream()
                .map(variable -> new PromptVariable(variable.getKey(), variable.getValue(), List.of()))
                .toList();
    }

    /** Words as these tools take them for themselves: the same where nothing in them would be acted upon. */
    static String literal(String words) {
        boolean[] read = {false};
        String template = new DynamicPromptsReader(loss -> read[0] = true, Set.of()).template(words);
        return template.equals(PromptParser.escape(words)) && !read[0] ? words : escape(words);
    }

    /** Words beside choices as these tools take them for themselves. */
    static String escape(String words) {
        return words.replaceAll("[{}|]", "\\\\$0");
    }

    private String text(String words, int depth) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < words.length()) {
            char next = words.charAt(at);
            Matcher found = (next == '$' ? VARIABLE : WILDCARD).matcher(words).region(at, words.length());
            if (next == '\\' && at + 1 < words.length() && "{}|".indexOf(words.charAt(at + 1)) >= 0) {
                text.append('\\').append(words.charAt(at + 1));
                at += 2;
            } else if (next == '$' && found.lookingAt()) {
                text.append(variable(found));
                at = found.end();
            } else if (next == '_' && found.lookingAt()) {
                text.append(wildcard(found));
                at = found.end();
            } else if (next == '{') {
                int end = closing(words, at);
                text.append(end < 0 ? open(words.substring(at)) : choice(words.substring(at, end), depth));
                at = end < 0 ? at + 1 : end;
            } else {
                text.append(PromptParser.escape(String.valueOf(next)));
                at++;
            }
        }
        return text.toString();
    }

    private String open(String rest) {
        lose("The { of “" + brief(rest) + "” is never closed, so it is kept as a word.");
        return "\\{";
    }

    /** A line of a wildcard file, or an item of a list. */
    String option(String line) {
        return alternative(line.strip(), 1);
    }

    private String wildcard(Matcher found) {
        List<String> known = known(found.group(1));
        if (!known.isEmpty()) {
            String choice = known.stream().map(name -> "{@" + name + "}").collect(Collectors.joining("|"));
            return known.size() == 1 ? choice : "{" + choice + "}";
        }
        String name = name(found.group(1).replaceFirst("^.*/", ""));
        if (name.isEmpty()) {
            lose("“" + brief(found.group()) + "” names a wildcard file, which was not read; it is kept as words.");
            return PromptParser.escape(found.group());
        }
        variables.putIfAbsent(name, "");
        lose("“" + brief(found.group()) + "” names a wildcard file, which was not read. It became the variable {" + name
                + "}: give it the file's lines as suggestions.");
        return "{" + name + "}";
    }

    private String variable(Matcher found) {
        String name = name(found.group(1));
        String value = found.group(3) == null ? "" : found.group(3).strip();
        boolean defines = found.group(2) != null && found.group(2).startsWith("=");
        if (!value.isEmpty()) {
            variables.put(name, value);
        } else {
            variables.putIfAbsent(name, "");
        }
        lose("“" + brief(found.group()) + "” became the variable {" + name + "}"
                + (value.isEmpty() ? "; give it words." : ", usually “" + brief(value) + "”."));
        return defines ? "" : "{" + name + "}";
    }

    /** The snippets that a wildcard means: by its whole path, else by the name of its file. */
    private List<String> known(String path) {
        String plain = path.strip().replaceFirst("^[~@]", "");
        if (plain.contains("*")) {
            String pattern = Arrays.stream(plain.split("\\*+", -1))
                    .map(part -> Pattern.quote(part.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "-")))
                    .collect(Collectors.joining(".*"));
            Pattern glob = Pattern.compile(pattern);
            return snippets.stream()
                    .filter(name -> glob.matcher(name).matches())
                    .sorted()
                    .limit(MOST_MATCHES)
                    .toList();
        }
        return Stream.of(name(plain), name(plain.replaceFirst("^.*/", "")))
                .filter(snippets::contains)
                .limit(1)
                .toList();
    }

    /** A name as templates write it, or empty where nothing is left of it. */
    static String name(String words) {
        String plain =
                words.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]+", "-").replaceAll("^[^a-z]+|-+$", "");
        return plain.length() > 40 ? plain.substring(0, 40).replaceAll("-+$", "") : plain;
    }

    private String choice(String whole, int depth) {
        String inside = whole.substring(1, whole.length() - 1);
        ChoiceCount count = ChoiceCount.read(inside).orElse(null);
        List<String> alternatives = alternatives(inside.substring(ChoiceCount.length(inside)));
        if (alternatives.size() < 2 && count == null || depth == PromptParser.MAX_DEPTH) {
            lose("“" + brief(whole) + "” is "
                    + (alternatives.size() < 2 ? "no choice" : "nested too deep")
                    + ", so its braces are kept as words.");
            return PromptParser.escape(whole);
        }
        if (count == null && ChoiceCount.length(inside) > 0) {
            lose("The number of “" + brief(whole) + "” takes no alternative, or the greater number comes first; here it"
                    + " takes one.");
        }
        String read = alternatives.stream()
                .map(alternative -> alternative(alternative, depth))
                .collect(Collectors.joining("|"));
        return "{" + (count == null ? "" : count.print(read)) + read + "}";
    }

    private String alternative(String words, int depth) {
        Matcher written = WEIGHT.matcher(words);
        if (!written.lookingAt() || !written.group(1).matches(".*[0-9].*")) {
            String text = text(words, depth + 1);
            return ChoiceWeight.of(1, text);
        }
        String text = text(words.substring(written.end()), depth + 1);
        double weight = Double.parseDouble(written.group(1));
        double kept = Math.round(weight * 10_000) / 10_000.0;
        if (!(kept > 0 && kept <= ChoiceWeight.MOST)) {
            lose("The weight “" + written.group().strip() + "” is not one from 0.0001 to 1000; 1 is used.");
            kept = 1;
        }
        return ChoiceWeight.of(kept, text);
    }

    private static List<String> alternatives(String inside) {
        List<String> alternatives = new ArrayList<>();
        int open = 0;
        int from = 0;
        for (int at = 0; at < inside.length(); at++) {
            switch (inside.charAt(at)) {
                case '\\' -> at++;
                case '{' -> open++;
                case '}' -> open--;
                case '|' -> {
                    if (open == 0) {
                        alternatives.add(inside.substring(from, at));
                        from = at + 1;
                    }
                }
                default -> {}
            }
        }
        alternatives.add(inside.substring(from));
        return alternatives;
    }

    /** The place behind the brace that closes the one at a place, or -1. */
    private static int closing(String words, int start) {
        int open = 0;
        for (int at = start; at < words.length(); at++) {
            switch (words.charAt(at)) {
                case '\\' -> at++;
                case '{' -> open++;
                case '}' -> open--;
                default -> {}
            }
            if (open == 0) {
                return at + 1;
            }
        }
        return -1;
    }

    private static String brief(String words) {
        return words.length() <= BRIEF ? words : words.substring(0, BRIEF - 1) + "…";
    }
}
