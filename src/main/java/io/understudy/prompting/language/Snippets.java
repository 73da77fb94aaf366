package io.understudy.prompting.language;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

public final class Snippets {
    /** What a template may grow to when all its snippets are in it; it bounds snippets that use each other often. */
    static final int MOST_NODES = 5_000;

    public static final Snippets NONE = new Snippets(Map.of());

    private final Map<String, String> texts;
    private final Map<String, PromptTree> trees = new ConcurrentHashMap<>();

    public Snippets(Map<String, String> texts) {
        this.texts = Map.copyOf(texts);
    }

    public Set<String> names() {
        return texts.keySet();
    }

    /** Read once it is named: there may be many long ones. */
    private @Nullable PromptTree tree(String name) {
        String text = texts.get(name);
        return text == null
                ? null
                : trees.computeIfAbsent(
                        name, named -> PromptParser.parse("text", text).tree());
    }

    /** The tree with the words of every snippet in its place; one that is missing or uses itself stays as it is. */
    ParsedPrompt inline(String field, PromptTree tree) {
        return new Inlining(field).parsed(tree);
    }

    private final class Inlining {
        private final String field;
        private final List<TemplateProblem> problems = new ArrayList<>();
        private final Deque<String> open = new ArrayDeque<>();
        private int nodes;

        Inlining(String field) {
            this.field = field;
        }

        ParsedPrompt parsed(PromptTree tree) {
            return new ParsedPrompt(tree(tree, null), problems);
        }

        /** @param outer where the outermost snippet is in the template, null outside of any */
        private PromptTree tree(PromptTree tree, @Nullable TextSpan outer) {
            List<PromptNode> result = new ArrayList<>();
            for (PromptNode node : tree.nodes()) {
                nodes++;
                switch (node) {
                    case PromptNode.Snippet snippet ->
                        result.addAll(snippet(snippet, outer == null ? snippet.at() : outer));
                    case PromptNode.Choice choice ->
                        result.add(ofOneChoice(choice.with(alternative -> tree(alternative, outer))));
                    case PromptNode.Words words -> result.add(words);
                    case PromptNode.Slot slot -> result.add(slot);
                    case PromptNode.Variable variable -> result.add(variable);
                }
            }
            return new PromptTree(result);
        }

        /** {@code {2$$ {@colours}}} takes two of the colours, not two of one snippet. */
        private static PromptNode.Choice ofOneChoice(PromptNode.Choice counted) {
            return counted.alternatives().size() == 1
                            && counted.alternatives().getFirst().nodes().size() == 1
                            && counted.alternatives().getFirst().nodes().getFirst() instanceof PromptNode.Choice inner
                            && inner.count().equals(ChoiceCount.ONE)
                    ? new PromptNode.Choice(inner.alternatives(), inner.weights(), counted.count(), counted.at())
                    : counted;
        }

        private List<PromptNode> snippet(PromptNode.Snippet snippet, TextSpan outer) {
            PromptTree body = Snippets.this.tree(snippet.name());
            if (body == null) {
                problem(
                        outer,
                        "There is no snippet {@" + snippet.name()
                                + "}. Add it under Snippets, or write its words here.");
            } else if (open.contains(snippet.name())) {
                problem(outer, "The snippet {@" + snippet.name() + "} uses itself, so it has no end.");
            } else if (nodes > MOST_NODES) {
                problem(outer, "With all its snippets this template becomes too large. Let them use each other less.");
            } else {
                open.push(snippet.name());
                List<PromptNode> inside = tree(body, outer).nodes();
                open.pop();
                return inside;
            }
            return List.of(snippet);
        }

        private void problem(TextSpan outer, String words) {
            TemplateProblem problem = TemplateProblem.error(field, outer, words);
            if (!problems.contains(problem)) {
                problems.add(problem);
            }
        }
    }
}
