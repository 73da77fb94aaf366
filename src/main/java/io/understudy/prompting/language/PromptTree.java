package io.understudy.prompting.language;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

public record PromptTree(List<PromptNode> nodes) {
    public static final PromptTree EMPTY = new PromptTree(List.of());

    public PromptTree {
        nodes = List.copyOf(nodes);
    }

    public boolean isEmpty() {
        return nodes.isEmpty();
    }

    /** Every node, those inside choices too, in reading order. */
    public Stream<PromptNode> all() {
        return nodes.stream()
                .flatMap(node -> node instanceof PromptNode.Choice choice
                        ? Stream.concat(
                                Stream.of(node), choice.alternatives().stream().flatMap(PromptTree::all))
                        : Stream.of(node));
    }

    /** The text that gives this tree when it is parsed. */
    public String print() {
        StringBuilder text = new StringBuilder();
        nodes.forEach(node -> print(node, text));
        return text.toString();
    }

    /** An alternative on a line of its own; a weight in front keeps what it begins with from being read as something else. */
    public static String option(double weight, String words, boolean guarded) {
        return guarded ? ChoiceWeight.number(weight) + "::" + words : ChoiceWeight.of(weight, words);
    }

    /** @param alternatives of the choice as they are written */
    public static String print(PromptNode.Choice choice, List<String> alternatives) {
        // Other tools take one of these signs behind the brace for an order of the alternatives.
        boolean signed = alternatives.getFirst().matches("(?s)[!~@].*");
        List<String> weighted = IntStream.range(0, alternatives.size())
                .mapToObj(index -> option(choice.weights().get(index), alternatives.get(index), index == 0 && signed))
                .toList();
        String inside = String.join("|", weighted);
        boolean plain = choice.count().equals(ChoiceCount.ONE) && weighted.size() > 1;
        return "{" + (plain ? "" : choice.count().print(inside)) + inside + "}";
    }

    private static void print(PromptNode node, StringBuilder text) {
        switch (node) {
            case PromptNode.Words words -> text.append(PromptParser.escape(words.text()));
            case PromptNode.Slot slot -> text.append(slot.slot().token());
            case PromptNode.Variable variable ->
                text.append('{').append(variable.name()).append('}');
            case PromptNode.Snippet snippet ->
                text.append("{@").append(snippet.name()).append('}');
            case PromptNode.Choice choice ->
                text.append(print(
                        choice,
                        choice.alternatives().stream().map(PromptTree::print).toList()));
        }
    }
}
