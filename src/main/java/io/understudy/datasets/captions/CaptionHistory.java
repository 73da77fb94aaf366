package io.understudy.datasets.captions;

import org.jspecify.annotations.Nullable;

/**
 * What a person can take back and do again in a dataset.
 *
 * @param undo the last step, or null when there is none
 * @param redo the step that was taken back last, or null when there is none or something was done since
 */
public record CaptionHistory(
        @Nullable CaptionStep undo, @Nullable CaptionStep redo) {}
