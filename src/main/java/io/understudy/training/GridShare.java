package io.understudy.training;

import io.understudy.billing.CostEstimate;
import io.understudy.billing.Dollars;
import java.math.BigDecimal;
import java.util.UUID;

/**
 * The grid of runs that a run is launched with.
 *
 * @param id the same for all of them
 * @param runs how many they are
 * @param total what all of them together are expected to cost
 */
public record GridShare(UUID id, int runs, CostEstimate total) {
    public String approvalReason() {
        BigDecimal amount = total.amount();
        return amount == null
                ? total.approvalReason()
                : "Waiting for an admin: the " + runs + " runs of this grid come to about " + Dollars.of(amount) + ", "
                        + total.excess();
    }
}
