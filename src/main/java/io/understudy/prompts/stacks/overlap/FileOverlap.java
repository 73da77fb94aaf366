package io.understudy.prompts.stacks.overlap;

import io.understudy.lora.overlap.Overlap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of how far two files meet.
 *
 * @param overlap once it is measured, in the order in which the files were asked about; else null
 * @param problem why they cannot be compared, or null
 */
public record FileOverlap(
        @Nullable Overlap overlap, @Nullable String problem) {}
