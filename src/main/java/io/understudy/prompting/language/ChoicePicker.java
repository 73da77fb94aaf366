package io.understudy.prompting.language;

import java.util.List;

/** Decides which alternative of a choice is taken; asked in reading order, for choices that are reached. */
@FunctionalInterface
public interface ChoicePicker {
    ChoicePicker FIRST = choice -> 0;

    ChoicePicker LONGEST = choice -> {
        List<PromptTree> alternatives = choice.alternatives();
        int longest = 0;
        for (int index = 1; index < alternatives.size(); index++) {
            if (alternatives.get(index).print().length()
                    > alternatives.get(longest).print().length()) {
                longest = index;
            }
        }
        return longest;
    };

    int pick(PromptNode.Choice choice);

    /**
     * At random, by the weights, the same for the same seed on every machine and in every release (SplitMix64). Where all
     * weights are equal it takes what it took before there were weights.
     */
    static ChoicePicker seeded(long seed) {
        long[] state = {seed};
        return choice -> {
            state[0] += 0x9e3779b97f4a7c15L;
            long mixed = state[0];
            mixed = (mixed ^ mixed >>> 30) * 0xbf58476d1ce4e5b9L;
            mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
            mixed ^= mixed >>> 31;
            List<Double> weights = choice.weights();
            return weights.stream().distinct().count() == 1
                    ? (int) Long.remainderUnsigned(mixed, weights.size())
                    : weighted((mixed >>> 11) * 0x1.0p-53, weights);
        };
    }

    /** @param part of the sum of all weights, 0 to below 1 */
    private static int weighted(double part, List<Double> weights) {
        double left = part * weights.stream().mapToDouble(Double::doubleValue).sum();
        for (int index = 0; index < weights.size() - 1; index++) {
            left -= weights.get(index);
            if (left < 0) {
                return index;
            }
        }
        return weights.size() - 1;
    }
}
