package io.understudy.platform.core;

import java.math.BigDecimal;

/** Short forms of texts and numbers for people. */
public final class Wording {
    private Wording() {}

    /** Ends with “…” where it had to be cut. */
    public static String cut(String words, int most) {
        return words.length() <= most ? words : words.substring(0, most - 1) + "…";
    }

    /** As short as it is exact, never in powers of ten: {@code 0.0001}, {@code 16}. */
    public static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
