package io.understudy.datasets.captioning;

import org.jspecify.annotations.Nullable;

/**
 * How far the vision model is with a dataset.
 *
 * @param trouble why it does not continue at the moment; null while it does
 */
public record CaptioningStatus(
        long waiting,
        long proposed,
        long failed,
        boolean paused,
        @Nullable String trouble) {
    public boolean isEmpty() {
        return waiting + proposed + failed == 0;
    }
}
