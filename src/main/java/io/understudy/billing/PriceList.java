package io.understudy.billing;

import java.util.List;

/** Names the services of one provider that cost money. Every bean of this type adds to the price table. */
@FunctionalInterface
public interface PriceList {
    List<PricedService> services();
}
