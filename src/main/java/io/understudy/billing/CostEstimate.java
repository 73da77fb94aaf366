package io.understudy.billing;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a use of a service is expected to cost.
 *
 * @param free it costs nothing, whatever it does
 * @param amount US dollars; null when the service charges, but nobody has entered its price
 * @param needsRelease more than the person who asks may spend without an admin
 * @param limit US dollars that a person may order within 24 hours without an admin
 * @param recent US dollars of what the person ordered in the last 24 hours, which count together with this
 */
public record CostEstimate(
        boolean free, @Nullable BigDecimal amount, boolean needsRelease, BigDecimal limit, BigDecimal recent) {
    public CostEstimate(boolean free, @Nullable BigDecimal amount, boolean needsRelease, BigDecimal limit) {
        this(free, amount, needsRelease, limit, BigDecimal.ZERO);
    }

    /** Whether someone who agreed to the other price has agreed to this one as well. */
    public boolean isCoveredBy(CostEstimate agreed) {
        BigDecimal then = agreed.amount();
        return free
                || (!agreed.free() && (amount == null ? then == null : then != null && amount.compareTo(then) <= 0));
    }

    /** This use on top of others of the same person. */
    CostEstimate onTopOf(BigDecimal others) {
        boolean above =
                amount != null && amount.signum() > 0 && amount.add(others).compareTo(limit) > 0;
        return new CostEstimate(free, amount, above, limit, others);
    }

    CostEstimate held() {
        return new CostEstimate(free, amount, true, limit, recent);
    }

    public String approvalReason() {
        BigDecimal known = amount;
        if (known == null) {
            return "Waiting for an admin: this backend has no price yet";
        }
        return known.add(recent).compareTo(limit) > 0
                ? "Waiting for an admin: about " + Dollars.of(known) + " is " + excess()
                : "Waiting for an admin: it was held before, and no admin has released it";
    }

    /** {@code above the limit of $10.00}, and together with what. */
    public String excess() {
        return "above the limit of " + Dollars.of(limit)
                + (recent.signum() == 0
                        ? ""
                        : " together with the " + Dollars.of(recent) + " ordered in the last 24 hours");
    }

    /** A sentence that says how far the limit is used up with this; empty where nothing else counts. */
    public String share() {
        BigDecimal known = amount;
        return known == null || recent.signum() == 0
                ? ""
                : "With the " + Dollars.of(recent) + " ordered in the last 24 hours, that is "
                        + Dollars.of(known.add(recent)) + " of the limit of " + Dollars.of(limit) + ".";
    }
}
