package io.understudy.datasets;

import java.util.UUID;

/**
 * What one person did to a frozen dataset.
 *
 * @param account id of the person; never the product itself
 * @param pictures that it was done to; 0 where that is not known
 */
public record DatasetContribution(UUID account, DatasetAction action, int pictures) {
    public String words() {
        return action.words(pictures);
    }
}
