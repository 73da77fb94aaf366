package io.understudy.datasets.ui.captioning;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Amounts that may be fractions of a cent. */
final class Prices {
    private static final int DIGITS = 4;

    private Prices() {}

    static String dollars(BigDecimal amount) {
        BigDecimal rounded = amount.setScale(DIGITS, RoundingMode.HALF_UP).stripTrailingZeros();
        return "$" + rounded.setScale(Math.max(2, rounded.scale())).toPlainString();
    }
}
