package io.understudy.prompts.stacks;

import io.understudy.platform.core.DomainException;

/**
 * A stack to be saved; checked on creation.
 *
 * @param note what it is good for, or what changed; may be empty
 */
public record StackDraft(String name, String note, StackPlan plan) {
    public static final int MAX_NAME = 80;
    public static final int MAX_NOTE = 1000;

    public StackDraft {
        name = name.strip().replaceAll("\\s+", " ");
        note = note.strip();
        if (name.isEmpty() || name.length() > MAX_NAME) {
            throw DomainException.RuleViolation.in(
                    "name", "Give the stack a name of 1 to " + MAX_NAME + " characters.");
        }
        if (note.length() > MAX_NOTE) {
            throw DomainException.RuleViolation.in("note", "A note has at most " + MAX_NOTE + " characters.");
        }
        if (plan.layers().isEmpty()) {
            throw new DomainException.RuleViolation("An empty stack cannot be saved: add a LoRA first.");
        }
    }
}
