package io.understudy.billing;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What a service was known to charge: read on its own page, or, where a copy of that page was not to be had, with others (FLUX.1
 * dev's pictures).
 *
 * @param dollars US dollars per unit
 * @param noted the day on which it was read; services change their prices without a word
 */
public record PublishedPrice(BigDecimal dollars, LocalDate noted) {
    /** @param noted as ISO-8601, such as {@code 2026-11-25} */
    public static PublishedPrice of(String dollars, String noted) {
        return new PublishedPrice(new BigDecimal(dollars), LocalDate.parse(noted));
    }
}
