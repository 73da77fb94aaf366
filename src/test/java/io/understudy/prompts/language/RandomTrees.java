package io.understudy.prompts.language;

import io.understudy.guide.PromptSlot;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Trees and texts that nobody would write, to try properties on. */
final class RandomTrees {
    private static final String CHARACTERS = "ab c,.(:1){}[]|\\@é漢\"';\n\t:2$_";
    private static final List<Double> WEIGHTS = List.of(1.0, 1.0, 0.5, 2.0, 12.25);

    private final RandomGenerator random;

    RandomTrees(RandomGenerator random) {
        this.random = random;
    }

    PromptTree tree(int depth) {
        List<Node> nodes = new ArrayList<>();
        boolean wordsBefore = false;
        for (int left = random.nextInt(5); left > 0; left--) {
            Node node = node(depth, wordsBefore);
            wordsBefore = node instanceof Node.Words;
            nodes.add(node);
        }
        return new PromptTree(nodes);
    }

    private Node node(int depth, boolean wordsBefore) {
        return switch (random.nextInt(wordsBefore ? 1 : 0, depth == 0 ? 4 : 6)) {
            case 0 -> new Node.Words(text(1 + random.nextInt(8)), Span.NOWHERE);
            case 1 -> new Node.Slot(PromptSlot.values()[random.nextInt(PromptSlot.values().length)], Span.NOWHERE);
            case 2 -> new Node.Variable(name(), Span.NOWHERE);
            case 3 -> new Node.Snippet(name(), Span.NOWHERE);
            default -> {
                List<PromptTree> alternatives = IntStream.range(0, 2 + random.nextInt(3))
                        .mapToObj(index -> tree(depth - 1))
                        .toList();
                yield new Node.Choice(
                        alternatives,
                        alternatives.stream()
                                .map(alternative -> WEIGHTS.get(random.nextInt(WEIGHTS.size())))
                                .toList(),
                        Span.NOWHERE);
            }
        };
    }

    String name() {
        return "v" + random.nextInt(4) + (random.nextBoolean() ? "-x_1" : "");
    }

    String text(int length) {
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < length; index++) {
            text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return text.toString();
    }

    /** The same tree with no places in it. */
    static PromptTree unplaced(PromptTree tree) {
        return new PromptTree(tree.nodes().stream().map(RandomTrees::unplaced).toList());
    }

    private static Node unplaced(Node node) {
        return switch (node) {
            case Node.Words words -> new Node.Words(words.text(), Span.NOWHERE);
            case Node.Slot slot -> new Node.Slot(slot.slot(), Span.NOWHERE);
            case Node.Variable variable -> new Node.Variable(variable.name(), Span.NOWHERE);
            case Node.Snippet snippet -> new Node.Snippet(snippet.name(), Span.NOWHERE);
            case Node.Choice choice ->
                new Node.Choice(
                        choice.alternatives().stream()
                                .map(RandomTrees::unplaced)
                                .toList(),
                        choice.weights(),
                        Span.NOWHERE);
        };
    }
}
