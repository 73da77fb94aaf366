package io.understudy.prompting.language;

import io.understudy.prompting.guide.PromptSlot;
import java.util.List;
import java.util.function.UnaryOperator;

public sealed interface PromptNode {
    TextSpan at();

    /** Words that are always the same, with escapes already taken away. */
    record Words(String text, TextSpan at) implements PromptNode {}

    /** A typed slot, such as {@code [lighting]}. */
    record Slot(PromptSlot slot, TextSpan at) implements PromptNode {}

    /** A free variable, such as <code>{outfit}</code>. */
    record Variable(String name, TextSpan at) implements PromptNode {}

    /** Words that several templates share, such as <code>{@rim-light}</code>. */
    record Snippet(String name, TextSpan at) implements PromptNode {}

    /**
     * One of several, such as <code>{red|2::blue|}</code>, or more of them, such as <code>{2$$red|blue|green}</code>; an
     * alternative may be empty.
     *
     * @param weights of the alternatives, 1 where none is written: one of weight 2 is taken twice as often
     * @param count how many are taken, each at most once, in any order
     */
    record Choice(List<PromptTree> alternatives, List<Double> weights, ChoiceCount count, TextSpan at)
            implements PromptNode {
        public Choice {
            alternatives = List.copyOf(alternatives);
            weights = List.copyOf(weights);
            if (alternatives.size() != weights.size()) {
                throw new IllegalArgumentException("Each alternative has one weight");
            }
        }

        int least() {
            return count.least(alternatives.size());
        }

        int most() {
            return count.most(alternatives.size());
        }

        Choice with(UnaryOperator<PromptTree> change) {
            return new Choice(alternatives.stream().map(change).toList(), weights, count, at);
        }
    }
}
