package io.understudy.costs;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A service that charges for its use.
 *
 * @param id stable: prices and charges are kept under it
 * @param unit what the price is for, such as {@code 1,000 steps}
 * @param listPrice US dollars per unit as published; null where none is known
 */
public record PricedService(
        String id, String name, String unit, @Nullable BigDecimal listPrice) {}
