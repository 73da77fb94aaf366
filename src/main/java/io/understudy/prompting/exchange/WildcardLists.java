package io.understudy.prompting.exchange;

import io.understudy.platform.core.DomainException.RuleViolation;
import io.understudy.prompting.language.ChoiceCount;
import io.understudy.prompting.language.PromptNode;
import io.understudy.prompting.language.PromptParser;
import io.understudy.prompting.language.PromptTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Wildcard files of dynamic prompts: a text with an option a line, or YAML whose nested keys name lists. Each list becomes
 * a snippet that is one choice.
 */
public final class WildcardLists {
    private static final int DEEPEST = 20;
    private static final int MOST = 300;

    private final List<ConversionLoss> losses;
    private final Map<String, List<String>> lists = new LinkedHashMap<>();

    WildcardLists(List<ConversionLoss> losses) {
        this.losses = losses;
    }

    void addText(String fileName, String text) {
        add(
                fileName.replaceFirst("(?i)\\.txt$", ""),
                text.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .toList());
    }

    /** @throws RuleViolation when it is no YAML, nested too deep, or has no lists */
    void addYaml(String fileName, String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(DEEPEST);
        options.setNestingDepthLimit(DEEPEST);
        options.setCodePointLimit(TemplateFiles.MAX_BYTES);
        DumperOptions unused = new DumperOptions();
        Object root;
        try {
            root = new Yaml(new SafeConstructor(options), new Representer(unused), unused, options, new WordsOnly())
                    .load(text);
        } catch (YAMLException | StackOverflowError damaged) {
            throw new RuleViolation(
                    "This is no YAML that can be read: keys with lists of options, at most " + DEEPEST
                            + " deep. Correct or save the file again.",
                    damaged);
        }
        if (!(root instanceof Map<?, ?> keys)) {
            add(fileName.replaceFirst("(?i)\\.ya?ml$", ""), options(fileName, root));
            return;
        }
        Set<String> before = Set.copyOf(lists.keySet());
        try {
            addKeys("", keys, 0);
        } catch (RuleViolation tooMuch) {
            // What is said to be left out is left out whole.
            lists.keySet().retainAll(before);
            throw tooMuch;
        }
    }

    private void addKeys(String path, Map<?, ?> keys, int depth) {
        if (depth > DEEPEST) {
            throw new RuleViolation("These lists are nested more than " + DEEPEST + " deep. Correct the file.");
        }
        keys.forEach((key, value) -> {
            String name = path.isEmpty() ? String.valueOf(key) : path + "/" + key;
            if (value instanceof Map<?, ?> inner) {
                addKeys(name, inner, depth + 1);
            } else {
                add(name, options(name, value));
            }
        });
    }

    private List<String> options(String name, Object value) {
        List<String> options = new ArrayList<>();
        for (Object item : value instanceof List<?> list ? list : value == null ? List.of() : List.of(value)) {
            if (item instanceof String words) {
                options.add(words);
            } else if (item != null) {
                losses.add(new ConversionLoss(
                        "", "An entry of “" + UntrustedJson.brief(name) + "” is no text and was left out."));
            }
        }
        return options;
    }

    private void add(String path, List<String> options) {
        List<String> said = options.stream()
                .map(option -> option.replaceAll("\\s+", " ").strip())
                .filter(option -> !option.isEmpty())
                .toList();
        String name = DynamicPromptsReader.name(path);
        if (said.isEmpty()) {
            losses.add(new ConversionLoss("", "“" + UntrustedJson.brief(path) + "” has no options and was left out."));
            return;
        }
        if (name.isEmpty()) {
            name = "list";
        }
        String free = name;
        for (int number = 2; lists.containsKey(free); number++) {
            free = name.substring(0, Math.min(name.length(), 36)) + "-" + number;
        }
        if (lists.containsKey(name)) {
            losses.add(
                    new ConversionLoss("", "Two lists are called {@" + name + "}; the second became {@" + free + "}."));
        }
        if (lists.size() == MOST) {
            throw new RuleViolation("These files have more than " + MOST + " lists. Import them in parts.");
        }
        lists.put(free, said);
    }

    Set<String> names() {
        return lists.keySet();
    }

    /** @param known snippets that options may name, besides these lists */
    Map<String, String> snippets(Set<String> known) {
        Set<String> all = new HashSet<>(known);
        all.addAll(lists.keySet());
        Map<String, String> snippets = new LinkedHashMap<>();
        lists.forEach((name, options) -> snippets.put(name, snippet(name, options, all)));
        return snippets;
    }

    private String snippet(String name, List<String> options, Set<String> known) {
        Set<String> others = new HashSet<>(known);
        others.remove(name);
        StringBuilder text = new StringBuilder();
        int taken = 0;
        for (String option : options) {
            String read = option(name, option, others);
            if (text.length() + read.length() + 3 > TemplateFile.MOST_IN_SNIPPET) {
                losses.add(new ConversionLoss(
                        "",
                        "{@" + name + "} has " + options.size() + " options; the first " + taken
                                + " fit into a snippet. Divide the list to keep the others."));
                break;
            }
            text.append(taken == 0 ? "" : "|").append(read);
            taken++;
        }
        String inside = text.toString();
        return (taken == 1 ? "{" + ChoiceCount.ONE.print(inside) : "{") + inside + "}";
    }

    /** Variables would have to be described in each template, so what is not known here stays words. */
    private String option(String name, String option, Set<String> known) {
        List<String> lost = new ArrayList<>();
        DynamicPromptsReader reader = new DynamicPromptsReader(lost::add, known);
        String read = reader.option(option);
        if (!reader.variables().isEmpty()) {
            losses.add(new ConversionLoss(
                    "",
                    "“" + UntrustedJson.brief(option) + "” in {@" + name
                            + "} names what is not here, so it is kept as words."));
            return PromptParser.escape(option);
        }
        lost.forEach(words -> losses.add(new ConversionLoss("", "{@" + name + "}: " + words)));
        return read;
    }

    /** The lines of a wildcard file, when the words of a snippet are one choice of one alternative. */
    public static Optional<String> text(String snippet) {
        List<PromptNode> nodes =
                PromptParser.parse("text", snippet.strip()).tree().nodes();
        if (nodes.size() != 1
                || !(nodes.getFirst() instanceof PromptNode.Choice choice)
                || !choice.count().equals(ChoiceCount.ONE)) {
            return Optional.empty();
        }
        List<String> lines = new ArrayList<>();
        for (int index = 0; index < choice.alternatives().size(); index++) {
            String words = written(choice.alternatives().get(index));
            double weight = choice.weights().get(index);
            lines.add(PromptTree.option(weight, words, words.isEmpty() || words.startsWith("#")));
        }
        return Optional.of(lines.stream().map(line -> line + "\n").collect(Collectors.joining()));
    }

    private static String written(PromptTree tree) {
        StringBuilder text = new StringBuilder();
        for (PromptNode node : tree.nodes()) {
            text.append(
                    switch (node) {
                        case PromptNode.Words words -> DynamicPromptsReader.escape(words.text());
                        case PromptNode.Slot slot -> slot.slot().token();
                        case PromptNode.Variable variable -> "${" + variable.name() + "}";
                        case PromptNode.Snippet snippet -> "__" + snippet.name() + "__";
                        case PromptNode.Choice choice ->
                            PromptTree.print(
                                    choice,
                                    choice.alternatives().stream()
                                            .map(WildcardLists::written)
                                            .toList());
                    });
        }
        return text.toString();
    }

    /** Takes every plain value for words: in YAML, "no" and 1990 are options too. */
    private static final class WordsOnly extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            // None: all plain values are texts.
        }
    }
}
