package io.understudy.prompts.stacks;

import io.understudy.prompting.guide.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Something to know about a stack.
 *
 * @param layer place of the layer that it is about, or {@value #WHOLE} for the whole stack
 * @param instead what to put there with one click, or null
 */
public record StackRemark(int layer, Advice advice, StackableLora.@Nullable Replacement instead) {
    public static final int WHOLE = -1;
}
