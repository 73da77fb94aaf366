package io.understudy.training.notes;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * @param text empty where nobody wrote one
 * @param revision grows with every change of the text
 * @param changedBy null before the first change
 */
public record RunNote(
        long number,
        String text,
        long revision,
        @Nullable String changedBy,
        @Nullable Instant changedAt) {}
