package io.understudy.costs;

import java.math.BigDecimal;

/**
 * What several uses came to, in US dollars.
 *
 * @param uses how many
 * @param estimated what all of them were expected to cost when they were sent
 * @param actual what those that are settled did cost; an end without a result counts in full, unless the service said
 *     that it charges nothing
 * @param pending what those that are not settled are expected to cost
 * @param unpriced uses whose price nobody had entered: they are missing in the amounts
 */
public record SpendSum(long uses, BigDecimal estimated, BigDecimal actual, BigDecimal pending, long unpriced) {
    /** Whether there is a use, and nothing more is expected of any. */
    public boolean isSettled() {
        return uses > 0 && pending.signum() == 0 && unpriced == 0;
    }

    /** What has to be reckoned with: settled and not. */
    public BigDecimal expected() {
        return actual.add(pending);
    }
}
