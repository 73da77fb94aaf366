package io.understudy.billing;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A service that charges for its use.
 *
 * @param id stable: prices and charges are kept under it
 * @param unit what the price is for, such as {@code 1,000 steps}
 * @param page where the service says what it charges
 * @param published null where it says nothing that could be multiplied
 */
public record PricedService(
        String id,
        String name,
        String unit,
        URI page,
        @Nullable PublishedPrice published) {}
