package io.understudy.billing;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A line of the price table.
 *
 * @param price US dollars per unit; null where nobody knows it yet
 * @param changed an admin set it; else it is the published one
 */
public record PriceLine(PricedService service, @Nullable BigDecimal price, boolean changed) {}
