package io.understudy.billing;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One use of a service that charges.
 *
 * @param purpose for people: {@code Run 41}
 * @param service by name
 * @param estimated US dollars at the price of when it was sent; null when nobody had entered one
 * @param actual US dollars; null while it is not known
 * @param atMost US dollars that it may have cost while that is not known; else null
 * @param billedUnits what the service said it counted, in units of its own; null where it said nothing
 */
public record Charge(
        Instant sentAt,
        String purpose,
        String service,
        String personName,
        String characterName,
        ChargeState state,
        @Nullable BigDecimal estimated,
        @Nullable BigDecimal actual,
        @Nullable BigDecimal atMost,
        @Nullable BigDecimal billedUnits) {}
