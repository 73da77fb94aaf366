package io.understudy.prompting.language;

import io.understudy.prompting.guide.PromptSlot;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

public final class TemplateAnalysis {
    public static final int MAX_TEXT = 2000;
    public static final int MAX_WORDS = 500;

    private final TemplateSource source;
    private final List<TemplateProblem> problems = new ArrayList<>();
    private final TemplateComposition composition;
    private final String longest;

    private TemplateAnalysis(TemplateSource source, Snippets snippets) {
        this.source = source;
        ParsedPrompt text = PromptParser.parse(TemplateSource.TEXT, source.text());
        problems.addAll(text.problems());
        checkText(text.tree());
        Map<PromptSlot, PromptTree> written = new EnumMap<>(PromptSlot.class);
        Map<PromptSlot, PromptTree> words = new EnumMap<>(PromptSlot.class);
        source.parsedWords().forEach((slot, parsed) -> {
            problems.addAll(parsed.problems());
            checkWords(slot, parsed.tree(), text.tree());
            written.put(slot, parsed.tree());
            words.put(slot, inline(slot.word(), parsed.tree(), snippets));
        });
        PromptTree inlined = inline(TemplateSource.TEXT, text.tree(), snippets);
        Map<String, String> usual = new LinkedHashMap<>();
        source.variables().forEach(variable -> usual.put(variable.name(), variable.usual()));
        this.composition = new TemplateComposition(inlined, words, usual);
        checkVariables(text.tree(), written);
        checkCounts();
        foreign(TemplateSource.TEXT, source.text(), snippets.names());
        source.words().forEach((slot, said) -> foreign(slot.word(), said, snippets.names()));
        this.longest = composition.render(Filling.NOTHING, ChoicePicker.LONGEST).text();
        checkLength();
    }

    public static TemplateAnalysis of(TemplateSource source, Snippets snippets) {
        return new TemplateAnalysis(source, snippets);
    }

    public TemplateComposition composition() {
        return composition;
    }

    /** In the order of the form, errors and hints mixed. */
    public List<TemplateProblem> problems() {
        return List.copyOf(problems);
    }

    public Optional<TemplateProblem> firstError() {
        return problems.stream().filter(TemplateProblem::isError).findFirst();
    }

    /** The prompt with its usual words, without a character, where each choice takes its longest alternative. */
    public String longestPrompt() {
        return longest;
    }

    private PromptTree inline(String field, PromptTree tree, Snippets snippets) {
        ParsedPrompt inlined = snippets.inline(field, tree);
        problems.addAll(inlined.problems());
        return inlined.tree();
    }

    private void checkText(PromptTree tree) {
        if (source.text().isBlank()) {
            error(TextSpan.NOWHERE, "A template needs text. The guide's structure is: " + PromptSlot.STRUCTURE);
            return;
        }
        if (source.text().length() > MAX_TEXT) {
            error(
                    TextSpan.NOWHERE,
                    "A template has at most " + MAX_TEXT + " characters, this one "
                            + source.text().length() + ".");
        }
        if (!beginsWithTrigger(tree)) {
            error(
                    new TextSpan(0, 1),
                    "A template begins with [trigger]: a LoRA does not activate unless the trigger word is at the"
                            + " start of the prompt.");
        }
        Set<PromptSlot> seen = EnumSet.noneOf(PromptSlot.class);
        List<PromptSlot> order = new ArrayList<>();
        tree.all().forEach(node -> {
            if (node instanceof PromptNode.Slot slot) {
                if (!seen.add(slot.slot())) {
                    error(slot.at(), slot.slot().token() + " occurs twice. Name each slot once.");
                } else {
                    order.add(slot.slot());
                }
            }
        });
        if (!order.equals(order.stream().sorted().toList())) {
            problems.add(TemplateProblem.note(
                    TemplateSource.TEXT,
                    TextSpan.NOWHERE,
                    "The guide's order is " + PromptSlot.STRUCTURE + "; this template has another one."));
        }
    }

    private static boolean beginsWithTrigger(PromptTree tree) {
        return tree.nodes().stream()
                .filter(node ->
                        !(node instanceof PromptNode.Words words && words.text().isBlank()))
                .findFirst()
                .filter(node -> node instanceof PromptNode.Slot slot && slot.slot() == PromptSlot.TRIGGER)
                .isPresent();
    }

    private void checkWords(PromptSlot slot, PromptTree tree, PromptTree text) {
        int length = source.words().getOrDefault(slot, "").length();
        if (length > MAX_WORDS) {
            problems.add(TemplateProblem.error(
                    slot.word(),
                    TextSpan.NOWHERE,
                    "The words for " + slot.token() + " have at most " + MAX_WORDS + " characters, these " + length
                            + "."));
        }
        tree.all()
                .filter(PromptNode.Slot.class::isInstance)
                .forEach(node -> problems.add(TemplateProblem.error(
                        slot.word(),
                        node.at(),
                        "The words of a slot cannot hold another slot. Put both slots into the template.")));
        boolean named = text.all().anyMatch(node -> node instanceof PromptNode.Slot used && used.slot() == slot);
        if (!named) {
            problems.add(TemplateProblem.warning(
                    slot.word(),
                    TextSpan.NOWHERE,
                    "These words go nowhere: the template does not name " + slot.token() + "."));
        }
    }

    private void checkVariables(PromptTree text, Map<PromptSlot, PromptTree> words) {
        Set<String> described =
                source.variables().stream().map(PromptVariable::name).collect(Collectors.toSet());
        Set<String> used = composition.variables();
        for (String name : used) {
            if (!described.contains(name)) {
                Place place = placeOf(name, text, words);
                problems.add(TemplateProblem.error(place.field(), place.at(), unknown(name, described)));
            }
        }
        source.variables().stream()
                .filter(variable -> !used.contains(variable.name()))
                .forEach(variable -> problems.add(TemplateProblem.warning(
                        "variables", TextSpan.NOWHERE, variable.token() + " is defined, but nothing uses it.")));
    }

    private void checkCounts() {
        composition.choices().forEach(choice -> {
            int there = choice.alternatives().size();
            int least = choice.count().least();
            int most = choice.count().most();
            if (least > there || most != ChoiceCount.ALL && most > there) {
                problems.add(TemplateProblem.warning(
                        TemplateSource.TEXT,
                        TextSpan.NOWHERE,
                        "“" + choice.count().print("") + "” asks for more alternatives than the " + there
                                + " that there are; each is taken once at most."));
            }
        });
    }

    private record Place(String field, TextSpan at) {}

    private static Place placeOf(String name, PromptTree text, Map<PromptSlot, PromptTree> words) {
        Optional<Place> inText = place(TemplateSource.TEXT, name, text);
        return inText.or(() -> words.entrySet().stream()
                        .flatMap(entry -> place(entry.getKey().word(), name, entry.getValue()).stream())
                        .findFirst())
                .orElse(new Place(TemplateSource.TEXT, TextSpan.NOWHERE));
    }

    private static Optional<Place> place(String field, String name, PromptTree tree) {
        return tree.all()
                .filter(node -> node instanceof PromptNode.Variable variable
                        && variable.name().equals(name))
                .findFirst()
                .map(node -> new Place(field, node.at()));
    }

    private static String unknown(String name, Set<String> described) {
        String like = described.stream()
                .filter(other -> distance(name, other) <= 2)
                .sorted()
                .findFirst()
                .map(other -> " Did you mean {" + other + "}?")
                .orElse("");
        return "The variable {" + name + "} is unknown." + like + " Define it below, or correct the name.";
    }

    /** Levenshtein's. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int same = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(same, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[b.length()];
    }

    private void checkLength() {
        int clip = TextEncoder.CLIP_L.estimate(longest);
        int t5 = TextEncoder.T5_XXL.estimate(longest);
        if (t5 > TextEncoder.T5_XXL.limit()) {
            problems.add(TemplateProblem.warning(
                    TemplateSource.TEXT,
                    TextSpan.NOWHERE,
                    "At its longest this is " + TextEncoder.T5_XXL.inWords(longest)
                            + ": its end is cut off and has no effect on the picture."));
        } else if (clip > TextEncoder.CLIP_L.limit()) {
            problems.add(TemplateProblem.warning(
                    TemplateSource.TEXT,
                    TextSpan.NOWHERE,
                    "At its longest this is " + TextEncoder.CLIP_L.inWords(longest)
                            + ": CLIP-L "
                            + (clip - TextEncoder.CLIP_L.margin(clip) > TextEncoder.CLIP_L.limit() ? "does" : "may")
                            + " not see the end. T5 still reads it; put what matters most first."));
        }
    }

    /** What other tools act upon is only words here; said before it surprises in a picture. */
    private void foreign(String field, String text, Set<String> snippets) {
        for (ForeignSyntax syntax : ForeignSyntax.values()) {
            syntax.in(text)
                    .forEach(found -> problems.add(TemplateProblem.warning(
                            field,
                            new TextSpan(found.start(), found.end()),
                            "“" + found.group() + "” " + syntax.words(found.group(), snippets))));
        }
    }

    private void error(TextSpan at, String words) {
        problems.add(TemplateProblem.error(TemplateSource.TEXT, at, words));
    }
}
