package io.understudy.prompts;

import io.understudy.guide.PromptSlot;

/** A piece of a template or of a finished prompt, in reading order. */
public sealed interface PromptPart {
    /** Words that are always the same. */
    record Words(String text) implements PromptPart {}

    /** A slot that still waits for its words. */
    record Open(PromptSlot slot) implements PromptPart {}

    /** Words that went into a slot. */
    record Filled(PromptSlot slot, String text) implements PromptPart {}
}
