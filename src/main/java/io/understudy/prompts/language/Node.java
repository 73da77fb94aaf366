package io.understudy.prompts.language;

import io.understudy.guide.PromptSlot;
import java.util.List;
import java.util.function.UnaryOperator;

public sealed interface Node {
    Span at();

    /** Words that are always the same, with escapes already taken away. */
    record Words(String text, Span at) implements Node {}

    /** A typed slot, such as {@code [lighting]}. */
    record Slot(PromptSlot slot, Span at) implements Node {}

    /** A free variable, such as <code>{outfit}</code>. */
    record Variable(String name, Span at) implements Node {}

    /** Words that several templates share, such as <code>{@rim-light}</code>. */
    record Snippet(String name, Span at) implements Node {}

    /**
     * One of several, such as <code>{red|2::blue|}</code>; an alternative may be empty.
     *
     * @param weights of the alternatives, 1 where none is written: one of weight 2 is taken twice as often
     */
    record Choice(List<PromptTree> alternatives, List<Double> weights, Span at) implements Node {
        public Choice {
            alternatives = List.copyOf(alternatives);
            weights = List.copyOf(weights);
            if (alternatives.size() != weights.size()) {
                throw new IllegalArgumentException("Each alternative has one weight");
            }
        }

        Choice with(UnaryOperator<PromptTree> change) {
            return new Choice(alternatives.stream().map(change).toList(), weights, at);
        }
    }
}
