package io.understudy.prompting.language;

import io.understudy.prompting.guide.PromptSlot;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a rendered prompt that came from one place.
 *
 * @param slot that it is in, or null
 * @param variable that it came from, or null
 * @param open it still waits for its words and shows its own name instead
 */
public record RenderedPiece(
        String text, @Nullable PromptSlot slot, @Nullable String variable, boolean open) {}
