package io.understudy.billing;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a use of a service is expected to cost.
 *
 * @param free it costs nothing, whatever it does
 * @param amount US dollars; null when the service charges, but nobody has entered its price
 * @param needsRelease more than the person who asks may spend without an admin
 * @param limit US dollars that a single launch may cost without an admin
 */
public record CostEstimate(boolean free, @Nullable BigDecimal amount, boolean needsRelease, BigDecimal limit) {
    /** Whether someone who agreed to the other price has agreed to this one as well. */
    public boolean isCoveredBy(CostEstimate agreed) {
        BigDecimal then = agreed.amount();
        return free
                || (!agreed.free() && (amount == null ? then == null : then != null && amount.compareTo(then) <= 0));
    }

    public String approvalReason() {
        BigDecimal known = amount;
        return known == null
                ? "Waiting for an admin: this backend has no price yet"
                : "Waiting for an admin: about " + Dollars.of(known) + " is above the limit of " + Dollars.of(limit);
    }
}
