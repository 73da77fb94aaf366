package io.understudy.prompting.language;

import java.util.List;
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

    private static void print(PromptNode node, StringBuilder text) {
        switch (node) {
            case PromptNode.Words words -> text.append(PromptParser.escape(words.text()));
            case PromptNode.Slot slot -> text.append(slot.slot().token());
            case PromptNode.Variable variable ->
                text.append('{').append(variable.name()).append('}');
            case PromptNode.Snippet snippet ->
                text.append("{@").append(snippet.name()).append('}');
            case PromptNode.Choice choice -> {
                String separator = "{";
                for (int index = 0; index < choice.alternatives().size(); index++) {
                    String alternative = choice.alternatives().get(index).print();
                    text.append(separator)
                            .append(ChoiceWeight.prefix(choice.weights().get(index), alternative))
                            .append(alternative);
                    separator = "|";
                }
                text.append('}');
            }
        }
    }
}
