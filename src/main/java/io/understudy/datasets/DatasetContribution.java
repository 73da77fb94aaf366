package io.understudy.datasets;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one person did to a frozen dataset.
 *
 * @param account id of the person; never the product itself
 * @param pictures that it was done to; 0 where that is not known
 * @param at the last time, or null where that is not known
 */
public record DatasetContribution(
        UUID account,
        DatasetAction action,
        int pictures,
        @Nullable Instant at) {
    public String words() {
        return action.words(pictures);
    }
}
