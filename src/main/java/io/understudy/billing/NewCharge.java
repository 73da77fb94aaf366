package io.understudy.billing;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A use of a service that is about to begin.
 *
 * @param service id in the price list
 * @param units how many of the price's unit
 * @param subject what it is for, such as the id of a run
 * @param attempt of the subject: one subject may be charged once in each
 * @param purpose for people: {@code Run 41}
 * @param character whom it is for; null where it is for nobody in particular
 * @param person who asked for it; null when it was the product itself
 */
public record NewCharge(
        String service,
        BigDecimal units,
        UUID subject,
        int attempt,
        String purpose,
        @Nullable UUID character,
        @Nullable UUID person) {}
