package io.understudy.prompting.language;

import io.understudy.prompting.guide.PromptSlot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Trees and texts that nobody would write, to try properties on. */
final class RandomTrees {
    private static final String CHARACTERS = "ab c,.(:1){}[]|\\@é漢\"';\n\t:2$_";
    private static final List<Double> WEIGHTS = List.of(1.0, 1.0, 0.5, 2.0, 12.25);

    private static final List<Optional<String>> SEPARATORS =
            List.of(Optional.empty(), Optional.empty(), Optional.of(""), Optional.of(" and "), Optional.of(" | "));

    private final RandomGenerator random;

    RandomTrees(RandomGenerator random) {
        this.random = random;
    }

    PromptTree tree(int depth) {
        List<PromptNode> nodes = new ArrayList<>();
        boolean wordsBefore = false;
        for (int left = random.nextInt(5); left > 0; left--) {
            PromptNode node = node(depth, wordsBefore);
            wordsBefore = node instanceof PromptNode.Words;
            nodes.add(node);
        }
        return new PromptTree(nodes);
    }

    private PromptNode node(int depth, boolean wordsBefore) {
        return switch (random.nextInt(wordsBefore ? 1 : 0, depth == 0 ? 4 : 6)) {
            case 0 -> new PromptNode.Words(text(1 + random.nextInt(8)), TextSpan.NOWHERE);
            case 1 ->
                new PromptNode.Slot(PromptSlot.values()[random.nextInt(PromptSlot.values().length)], TextSpan.NOWHERE);
            case 2 -> new PromptNode.Variable(name(), TextSpan.NOWHERE);
            case 3 -> new PromptNode.Snippet(name(), TextSpan.NOWHERE);
            default -> {
                ChoiceCount count = count();
                int least = count.equals(ChoiceCount.ONE) ? 2 : 1;
                List<PromptTree> alternatives = IntStream.range(0, least + random.nextInt(3))
                        .mapToObj(index -> tree(depth - 1))
                        .toList();
                yield new PromptNode.Choice(
                        alternatives,
                        alternatives.stream()
                                .map(alternative -> WEIGHTS.get(random.nextInt(WEIGHTS.size())))
                                .toList(),
                        count,
                        TextSpan.NOWHERE);
            }
        };
    }

    private ChoiceCount count() {
        if (random.nextInt(3) > 0) {
            return ChoiceCount.ONE;
        }
        int least = random.nextInt(3);
        int most = random.nextInt(4) == 0 ? ChoiceCount.ALL : Math.max(1, least + random.nextInt(3));
        return new ChoiceCount(
                least, most, SEPARATORS.get(random.nextInt(SEPARATORS.size())).orElse(null));
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

    private static PromptNode unplaced(PromptNode node) {
        return switch (node) {
            case PromptNode.Words words -> new PromptNode.Words(words.text(), TextSpan.NOWHERE);
            case PromptNode.Slot slot -> new PromptNode.Slot(slot.slot(), TextSpan.NOWHERE);
            case PromptNode.Variable variable -> new PromptNode.Variable(variable.name(), TextSpan.NOWHERE);
            case PromptNode.Snippet snippet -> new PromptNode.Snippet(snippet.name(), TextSpan.NOWHERE);
            case PromptNode.Choice choice ->
                new PromptNode.Choice(
                        choice.alternatives().stream()
                                .map(RandomTrees::unplaced)
                                .toList(),
                        choice.weights(),
                        choice.count(),
                        TextSpan.NOWHERE);
        };
    }
}
