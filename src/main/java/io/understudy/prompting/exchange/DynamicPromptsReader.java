package io.understudy.prompting.exchange;

import io.understudy.platform.core.Wording;
import io.understudy.prompting.language.ChoiceCount;
import io.understudy.prompting.language.ChoiceWeight;
import io.understudy.prompting.language.PromptParser;
import io.understudy.prompting.language.PromptVariable;
import io.understudy.prompting.language.TemplateAnalysis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
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
    /** Perhaps with a sign for the order of its options, and values for variables in them. */
    private static final Pattern WILDCARD =
            Pattern.compile("__([!~@]?[\\p{L}\\p{N}*/. -][\\p{L}\\p{N}_*/. -]{0,80}?)(\\([^()]{0,200}\\))?__");
    /** The beginning of one, up to its words. */
    private static final Pattern VARIABLE =
            Pattern.compile("\\$\\{\\s*([A-Za-z][A-Za-z0-9_-]{0,39})\\s*(?:(\\??=!?|:)|(?=\\}))");
    /** Before the alternatives of a choice: at random, which is usual, all one by one, or in turn. */
    private static final String ORDER = "!~@";

    private static final int MOST_SUGGESTIONS = 30;
    private static final int MAX_VALUE = 200;
    private static final int BRIEF = 80;
    private static final int MOST_MATCHES = 60;

    private final Consumer<String> lost;
    private final Set<String> snippets;
    private final Map<String, PromptVariable> variables = new LinkedHashMap<>();
    /** What stands in the places of variables that hold more than words. */
    private final Map<String, String> definitions = new HashMap<>();

    private final Set<String> named = new HashSet<>();

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
        if (named.add(remark)) {
            lost.accept(remark);
        }
    }

    List<PromptVariable> variables() {
        return List.copyOf(variables.values());
    }

    /** Words as these tools take them for themselves: the same where nothing in them would be acted upon. */
    static String literal(String words) {
        boolean[] read = {false};
        String template = new DynamicPromptsReader(loss -> read[0] = true, Set.of()).template(words);
        return template.equals(PromptParser.escape(words)) && !read[0] ? words : escape(words);
    }

    /** Words next to choices as these tools take them for themselves. */
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
            } else if (next == '$' && found.lookingAt() && PromptParser.behindClosing(words, at + 1) > 0) {
                int end = PromptParser.behindClosing(words, at + 1);
                text.append(variable(found, words.substring(at, end), depth));
                at = end;
            } else if (next == '_' && found.lookingAt()) {
                text.append(wildcard(found));
                at = found.end();
            } else if (next == '{') {
                int end = PromptParser.behindClosing(words, at);
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

    /** A line of a wildcard file, or an item of a list; one that is too long for any snippet is not read. */
    String option(String line) {
        return line.length() > TemplateFile.MOST_IN_SNIPPET ? PromptParser.escape(line) : alternative(line.strip(), 1);
    }

    private String wildcard(Matcher found) {
        String values = found.group(2);
        if (values != null) {
            lose("“" + brief(found.group()) + "” gives the wildcard values, " + brief(values)
                    + ", which were left out.");
        }
        if ("!@".indexOf(found.group(1).charAt(0)) >= 0) {
            loseOrder(found.group());
        }
        List<String> known = known(found.group(1));
        if (known.size() > MOST_MATCHES) {
            lose("“" + brief(found.group()) + "” means " + known.size() + " snippets. The choice has the first "
                    + MOST_MATCHES + " of them in the alphabet; " + (known.size() - MOST_MATCHES)
                    + " were left out, from {@" + known.get(MOST_MATCHES) + "} on.");
            known = known.subList(0, MOST_MATCHES);
        }
        if (!known.isEmpty()) {
            String choice = known.stream().map(name -> "{@" + name + "}").collect(Collectors.joining("|"));
            return known.size() == 1 ? choice : "{" + choice + "}";
        }
        String name = name(found.group(1).replaceFirst("^.*/", ""));
        if (name.isEmpty()) {
            lose("“" + brief(found.group()) + "” names a wildcard file, which was not read; it is kept as words.");
            return PromptParser.escape(found.group());
        }
        variables.putIfAbsent(name, new PromptVariable(name, "", List.of()));
        lose("“" + brief(found.group()) + "” names a wildcard file, which was not read. It became the variable {" + name
                + "}: give it the file's lines as suggestions.");
        return "{" + name + "}";
    }

    private void loseOrder(String whole) {
        lose("“" + brief(whole) + "” takes its alternatives one after the other in other tools; here one is drawn each"
                + " time.");
    }

    /** @param found its beginning, up to its words */
    private String variable(Matcher found, String whole, int depth) {
        String name = name(found.group(1));
        String operator = found.group(2) == null ? "" : found.group(2);
        String value =
                whole.substring(found.end() - found.start(), whole.length() - 1).strip();
        boolean defines = operator.contains("=");
        String definition = definitions.get(name);
        if (!defines && definition != null) {
            return definition;
        }
        if (operator.startsWith("?") && (definition != null || variables.containsKey(name))) {
            return "";
        }
        boolean once = operator.endsWith("!");
        List<String> options = once ? options(value) : List.of();
        if (!options.isEmpty()) {
            definitions.remove(name);
            variables.put(name, new PromptVariable(name, options.getFirst(), options));
            lose("“" + brief(whole) + "” became the variable {" + name + "}, usually “" + brief(options.getFirst())
                    + "”: its alternatives are suggestions, one for all its places.");
            return "";
        }
        if (value.length() > MAX_VALUE
                || value.contains("{")
                || WILDCARD.matcher(value).find()) {
            return inline(name, value, whole, operator, depth);
        }
        definitions.remove(name);
        PromptVariable known = variables.computeIfAbsent(name, fresh -> new PromptVariable(fresh, "", List.of()));
        String before = known.usual();
        String usual = value.isEmpty() || !defines && !before.isEmpty() ? before : value;
        if (!usual.equals(before)) {
            variables.put(name, new PromptVariable(name, usual, List.of()));
        }
        lose("“" + brief(whole) + "” became the variable {" + name + "}"
                + (usual.isEmpty() ? "; give it words." : ", usually “" + brief(usual) + "”."));
        return defines ? "" : "{" + name + "}";
    }

    /** Variables hold words only, so choices stand where they are used. */
    private String inline(String name, String value, String whole, String operator, int depth) {
        String read = text(value, depth);
        if (read.length() > TemplateAnalysis.MAX_TEXT) {
            lose("“" + brief(whole) + "” is too long, so it is kept as words.");
            return PromptParser.escape(whole);
        }
        if (operator.equals(":")) {
            return variables.containsKey(name) ? "{" + name + "}" : read;
        }
        definitions.put(name, read);
        variables.remove(name);
        if (operator.endsWith("!")) {
            lose("“" + brief(whole) + "” is put in wherever ${" + name
                    + "} was; each place is drawn on its own, not once for all.");
        }
        return "";
    }

    /** The alternatives of what is one choice of plain words; empty for anything else. */
    private static List<String> options(String value) {
        if (!value.startsWith("{") || PromptParser.behindClosing(value, 0) != value.length()) {
            return List.of();
        }
        String inside = value.substring(ORDER.indexOf(value.charAt(1)) < 0 ? 1 : 2, value.length() - 1);
        List<String> options = alternatives(inside).stream().map(String::strip).toList();
        boolean plain = ChoiceCount.length(inside) == 0
                && options.size() > 1
                && options.size() <= MOST_SUGGESTIONS
                && options.stream()
                        .allMatch(option -> !option.isEmpty()
                                && option.length() <= MAX_VALUE
                                && option.indexOf('{') < 0
                                && option.indexOf('\\') < 0
                                && !WEIGHT.matcher(option).lookingAt()
                                && !WILDCARD.matcher(option).find());
        return plain ? options : List.of();
    }

    /** The snippets that a wildcard means: by its whole path, else by the name of its file. */
    private List<String> known(String path) {
        String plain = path.strip().replaceFirst("^[!~@]", "");
        if (plain.contains("*")) {
            String pattern = Arrays.stream(plain.split("\\*+", -1))
                    .map(part -> Pattern.quote(part.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "-")))
                    .collect(Collectors.joining(".*"));
            Pattern glob = Pattern.compile(pattern);
            return snippets.stream()
                    .filter(name -> glob.matcher(name).matches())
                    .sorted()
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
        boolean signed = whole.length() > 2 && ORDER.indexOf(whole.charAt(1)) >= 0;
        String inside = whole.substring(signed ? 2 : 1, whole.length() - 1);
        ChoiceCount count = ChoiceCount.read(inside).orElse(null);
        List<String> alternatives = alternatives(inside.substring(ChoiceCount.length(inside)));
        if (alternatives.size() < 2 && count == null || depth == PromptParser.MAX_DEPTH) {
            lose("“" + brief(whole) + "” is "
                    + (alternatives.size() < 2 ? "no choice" : "nested too deep")
                    + ", so its braces are kept as words.");
            return PromptParser.escape(whole);
        }
        if (signed && whole.charAt(1) != '~') {
            loseOrder(whole);
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

    private static String brief(String words) {
        return Wording.cut(words, BRIEF);
    }
}
