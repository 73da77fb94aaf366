package io.understudy.prompts.stacks;

import java.time.Instant;

public record StackRevision(int revision, String note, String savedBy, Instant savedAt, StackPlan plan) {}
