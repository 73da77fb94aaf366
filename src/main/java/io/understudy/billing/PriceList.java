package io.understudy.billing;

import java.util.List;
import java.util.Optional;

/** Names the services of one provider that cost money. Every bean of this type adds to the price table. */
@FunctionalInterface
public interface PriceList {
    List<PricedService> services();

    /** The name of a service that is no longer in the list. */
    default Optional<String> nameOf(String service) {
        return Optional.empty();
    }
}
