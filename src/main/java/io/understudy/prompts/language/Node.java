package io.understudy.prompts.language;

import io.understudy.guide.PromptSlot;
import java.util.List;

/** A piece of a template, in reading order. */
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

    /** One of several, such as <code>{red|blue|}</code>; an alternative may be empty. */
    record Choice(List<PromptTree> alternatives, Span at) implements Node {
        public Choice {
            alternatives = List.copyOf(alternatives);
        }
    }
}
