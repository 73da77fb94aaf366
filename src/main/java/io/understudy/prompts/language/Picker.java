package io.understudy.prompts.language;

import java.util.List;

/** Decides which alternative of a choice is taken; asked in reading order, for choices that are reached. */
@FunctionalInterface
public interface Picker {
    /** Always the first one. */
    Picker FIRST = alternatives -> 0;

    /** Always the one that is written longest. */
    Picker LONGEST = alternatives -> {
        int longest = 0;
        for (int index = 1; index < alternatives.size(); index++) {
            if (alternatives.get(index).print().length()
                    > alternatives.get(longest).print().length()) {
                longest = index;
            }
        }
        return longest;
    };

    /** The index of one of at least two alternatives. */
    int pick(List<PromptTree> alternatives);

    /** At random, the same for the same seed on every machine and in every release (SplitMix64). */
    static Picker seeded(long seed) {
        long[] state = {seed};
        return alternatives -> {
            state[0] += 0x9e3779b97f4a7c15L;
            long mixed = state[0];
            mixed = (mixed ^ mixed >>> 30) * 0xbf58476d1ce4e5b9L;
            mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
            mixed ^= mixed >>> 31;
            return (int) Long.remainderUnsigned(mixed, alternatives.size());
        };
    }
}
