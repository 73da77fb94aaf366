package io.understudy.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What a service says it counted, next to what was estimated. Services do not say what their unit is: it is either the
 * unit of the price, such as 1,000 steps, or one step. Which of the two shows by the size of the number, for a service
 * counts about as much as it was asked for.
 */
final class BilledUnits {
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);
    private static final BigDecimal MOST = BigDecimal.valueOf(3);
    private static final BigDecimal LEAST = new BigDecimal("0.3");

    private BilledUnits() {}

    /**
     * The part of the estimate that was billed.
     *
     * @param estimated how many of the price's unit, more than 0
     * @param billed as the service says, in its own unit
     * @return 0 for none, 1 where the number cannot be a count of either unit
     */
    static BigDecimal share(BigDecimal estimated, BigDecimal billed) {
        if (billed.signum() == 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal share = billed.divide(estimated, ChargeRepository.SHARE, RoundingMode.HALF_UP);
        if (isShare(share)) {
            return share;
        }
        BigDecimal ofSteps = share.divide(THOUSAND, ChargeRepository.SHARE, RoundingMode.HALF_UP);
        return isShare(ofSteps) ? ofSteps : BigDecimal.ONE;
    }

    private static boolean isShare(BigDecimal share) {
        return share.compareTo(LEAST) >= 0 && share.compareTo(MOST) <= 0;
    }
}
