package io.understudy.billing;

import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A service that charges for its use.
 *
 * @param id stable: prices and charges are kept under it
 * @param unit what the price is for, such as {@code 1,000 steps}
 * @param page where the service says what it charges; null where the team sets the price, elsewhere
 * @param published null where it says nothing that could be multiplied
 */
public record PricedService(
        String id,
        String name,
        String unit,
        @Nullable URI page,
        @Nullable PublishedPrice published) {
    /** One whose price is none of Settings' price table. */
    public static PricedService ofTheTeam(String id, String name, String unit, BigDecimal dollars) {
        return new PricedService(id, name, unit, null, new PublishedPrice(dollars, LocalDate.EPOCH));
    }

    boolean isInTheTable() {
        return page != null;
    }
}
