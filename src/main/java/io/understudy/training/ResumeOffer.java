package io.understudy.training;

import io.understudy.billing.CostEstimate;
import org.jspecify.annotations.Nullable;

/**
 * What resuming a run would mean for the person who asks, at the prices of now.
 *
 * @param attempt the attempts so far: an offer is good for the next one only
 * @param cost nothing while the result of an earlier request can be asked for, which the service does not charge for
 * @param request the service's name of that request; null when there is none
 * @param fromStep the step after which the run would continue; 0 when it begins again
 */
public record ResumeOffer(
        int attempt, CostEstimate cost, @Nullable String request, int fromStep) {
    public boolean isFree() {
        return cost.free();
    }

    public boolean isCoveredBy(@Nullable ResumeOffer agreed) {
        return isFree() || (agreed != null && agreed.attempt == attempt && cost.isCoveredBy(agreed.cost));
    }
}
