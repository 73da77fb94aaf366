package io.understudy.prompts.stacks;

import java.time.Instant;

/**
 * A saved stack in its current state.
 *
 * @param revision counted from 1
 * @param rowVersion to be sent back with a save
 */
public record StackDetails(
        StackId id,
        String name,
        String note,
        StackPlan plan,
        int revision,
        String createdBy,
        String changedBy,
        Instant changedAt,
        long rowVersion) {}
