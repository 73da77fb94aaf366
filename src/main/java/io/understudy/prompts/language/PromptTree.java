package io.understudy.prompts.language;

import java.util.List;
import java.util.stream.Stream;

public record PromptTree(List<Node> nodes) {
    public static final PromptTree EMPTY = new PromptTree(List.of());

    public PromptTree {
        nodes = List.copyOf(nodes);
    }

    public boolean isEmpty() {
        return nodes.isEmpty();
    }

    /** Every node, those inside choices too, in reading order. */
    public Stream<Node> all() {
        return nodes.stream()
                .flatMap(node -> node instanceof Node.Choice choice
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

    private static void print(Node node, StringBuilder text) {
        switch (node) {
            case Node.Words words -> text.append(PromptParser.escape(words.text()));
            case Node.Slot slot -> text.append(slot.slot().token());
            case Node.Variable variable ->
                text.append('{').append(variable.name()).append('}');
            case Node.Snippet snippet ->
                text.append("{@").append(snippet.name()).append('}');
            case Node.Choice choice -> {
                String separator = "{";
                for (int index = 0; index < choice.alternatives().size(); index++) {
                    String alternative = choice.alternatives().get(index).print();
                    text.append(separator)
                            .append(Weight.prefix(choice.weights().get(index), alternative))
                            .append(alternative);
                    separator = "|";
                }
                text.append('}');
            }
        }
    }
}
