package io.understudy.generation;

import io.understudy.billing.CostEstimate;
import io.understudy.billing.Dollars;
import io.understudy.platform.core.DomainException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What resuming stopped pictures would mean for the person who asks, at the prices of now.
 *
 * @param attempt the attempts so far: an offer is good for the next one only
 * @param again pictures whose requests the service still has: they are asked for again, which is free
 * @param send pictures that would be sent
 * @param cost of those that would be sent
 */
public record GenerationResumeOffer(int attempt, int again, int send, CostEstimate cost) {
    /** @throws DomainException.Conflict when this costs more than what someone agreed to, or is about another attempt */
    public void requireCoveredBy(@Nullable GenerationResumeOffer agreed) {
        if (!cost.free() && (agreed == null || agreed.attempt != attempt || !cost.isCoveredBy(agreed.cost))) {
            BigDecimal amount = cost.amount();
            throw new DomainException.Conflict("Nothing was sent: these pictures cost "
                    + (amount == null ? "an unknown amount" : "about " + Dollars.of(amount))
                    + " now. Press the button again and confirm that.");
        }
    }
}
