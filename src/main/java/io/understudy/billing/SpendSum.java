package io.understudy.billing;

import java.math.BigDecimal;

/**
 * What several uses came to, in US dollars.
 *
 * @param uses how many
 * @param estimated what all of them were expected to cost when they were sent
 * @param actual what those whose cost is known did cost
 * @param pending what those whose cost is not known may cost at most: they are under way, or ended without a result
 * @param open uses whose cost is not known
 * @param unpriced uses whose price nobody had entered: they are missing in the amounts
 */
public record SpendSum(
        long uses, BigDecimal estimated, BigDecimal actual, BigDecimal pending, long open, long unpriced) {
    public boolean isSettled() {
        return uses > 0 && open == 0 && unpriced == 0;
    }

    public BigDecimal expected() {
        return actual.add(pending);
    }
}
