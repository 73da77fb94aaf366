package io.understudy.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Amounts as people read them: {@code $2.00}, and {@code $0.0043} where two digits would hide it. */
public final class Dollars {
    private static final BigDecimal CENT = new BigDecimal("0.01");

    private Dollars() {}

    public static String of(BigDecimal amount) {
        BigDecimal exact = amount.stripTrailingZeros();
        if (exact.signum() != 0 && exact.abs().compareTo(CENT) < 0) {
            return "$"
                    + exact.setScale(Math.min(4, Math.max(2, exact.scale())), RoundingMode.HALF_UP)
                            .toPlainString();
        }
        return "$" + String.format(Locale.ROOT, "%,.2f", amount.setScale(2, RoundingMode.HALF_UP));
    }
}
