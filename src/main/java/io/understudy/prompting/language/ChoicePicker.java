package io.understudy.prompting.language;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Decides which alternatives of a choice are taken; asked in reading order, for choices that are reached. */
@FunctionalInterface
public interface ChoicePicker {
    ChoicePicker FIRST = choice -> all(choice).subList(0, Math.min(choice.most(), Math.max(1, choice.least())));

    ChoicePicker LONGEST = choice -> all(choice).stream()
            .sorted(Comparator.comparing(
                    index -> -choice.alternatives().get(index).print().length()))
            .limit(choice.most())
            .toList();

    /** @return indices of the alternatives in the order in which they are written, no one twice */
    List<Integer> pick(PromptNode.Choice choice);

    /**
     * At random, by the weights, the same for the same seed on every machine and in every release (SplitMix64). Where all
     * weights are equal it takes what it took before there were weights.
     */
    static ChoicePicker seeded(long seed) {
        SplitMix random = new SplitMix(seed);
        return choice -> {
            int least = choice.least();
            int many = least == choice.most() ? least : least + random.next(choice.most() - least + 1);
            List<Integer> left = all(choice);
            List<Integer> picked = new ArrayList<>();
            while (picked.size() < many) {
                picked.add(left.remove(
                        random.next(left.stream().map(choice.weights()::get).toList())));
            }
            return picked;
        };
    }

    /** All indices, in a list that can be changed. */
    static List<Integer> all(PromptNode.Choice choice) {
        return IntStream.range(0, choice.alternatives().size())
                .boxed()
                .collect(Collectors.toCollection(ArrayList::new));
    }
}
