package io.understudy.prompting.exchange;

import io.understudy.prompting.language.ChoiceWeight;
import io.understudy.prompting.language.PromptParser;
import io.understudy.prompting.language.PromptVariable;
import io.understudy.prompting.language.TemplateAnalysis;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the syntax of the dynamic-prompts extension, which A1111, InvokeAI and ComfyUI know in part, into the language of
 * templates: choices with weights stay choices, wildcards and variables become variables. What is lost is named.
 */
final class DynamicPromptsReader {
    private static final Pattern COUNT = Pattern.compile("\\s*([0-9]{0,4}(?:-[0-9]{0,4})?)\\$\\$");
    private static final Pattern SEPARATOR = Pattern.compile("([^${}|]{0,40})\\$\\$");
    private static final Pattern WEIGHT = Pattern.compile("\\s*([0-9]{0,9}\\.?[0-9]{0,9})::");
    private static final Pattern WILDCARD = Pattern.compile("__([\\p{L}\\p{N}~@*/. -][\\p{L}\\p{N}_*/. -]{0,80}?)__");
    private static final Pattern VARIABLE =
            Pattern.compile("\\$\\{\\s*([A-Za-z][A-Za-z0-9_-]{0,39})\\s*(?:(=!?|:)([^{}]{0,200}))?\\}");
    private static final int BRIEF = 80;
    private static final int MOST_NAMED = 20;

    private final Consumer<String> lost;
    private final Map<String, String> variables = new LinkedHashMap<>();
    private int named;

    /** @param lost receives, in sentences, what could not be carried over */
    DynamicPromptsReader(Consumer<String> lost) {
        this.lost = lost;
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
        String template = new DynamicPromptsReader(loss -> read[0] = true).template(words);
        return template.equals(PromptParser.escape(words)) && !read[0] ? words : words.replaceAll("[{}|]", "\\\\$0");
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

    private String wildcard(Matcher found) {
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

    private static String name(String words) {
        String plain =
                words.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]+", "-").replaceAll("^[^a-z]+|-+$", "");
        return plain.length() > 40 ? plain.substring(0, 40) : plain;
    }

    private String choice(String whole, int depth) {
        String inside = whole.substring(1, whole.length() - 1);
        int from = 0;
        Matcher count = COUNT.matcher(inside);
        if (count.lookingAt()) {
            from = count.end();
            Matcher separator = SEPARATOR.matcher(inside).region(from, inside.length());
            from = separator.lookingAt() ? separator.end() : from;
        }
        List<String> alternatives = alternatives(inside.substring(from));
        if (alternatives.size() < 2 || depth == PromptParser.MAX_DEPTH) {
            lose("“" + brief(whole) + "” is "
                    + (alternatives.size() < 2 ? "no choice" : "nested too deep")
                    + ", so its braces are kept as words.");
            return PromptParser.escape(whole);
        }
        if (from > 0) {
            lose("“" + brief(whole) + "” takes " + (count.group(1).isEmpty() ? "several" : count.group(1))
                    + " of its alternatives; here it takes one.");
        }
        StringBuilder text = new StringBuilder("{");
        for (String alternative : alternatives) {
            text.append(text.length() > 1 ? "|" : "").append(alternative(alternative, depth));
        }
        return text.append('}').toString();
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
