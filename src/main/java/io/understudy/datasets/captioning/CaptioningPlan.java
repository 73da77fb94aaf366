package io.understudy.datasets.captioning;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What asking would mean.
 *
 * @param pictures that the model would be shown
 * @param model null when an admin has chosen none
 * @param cost in dollars; null when no price is known
 * @param obstacle why it cannot be asked now, as people read it; null when it can
 */
public record CaptioningPlan(
        long pictures,
        @Nullable Captioner model,
        @Nullable BigDecimal cost,
        @Nullable String obstacle) {
    /** Whether someone who agreed to the other plan has agreed to this one as well. */
    boolean isCoveredBy(CaptioningPlan agreed) {
        BigDecimal then = agreed.cost;
        return Objects.equals(model, agreed.model)
                && (cost == null ? then == null : then != null && cost.compareTo(then) <= 0);
    }
}
