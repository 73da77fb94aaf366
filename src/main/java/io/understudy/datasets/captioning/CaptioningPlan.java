package io.understudy.datasets.captioning;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What asking would mean.
 *
 * @param pictures that the model would be shown
 * @param model null when an admin has chosen none
 * @param cost in dollars; null when no price is known
 */
public record CaptioningPlan(
        long pictures,
        @Nullable VisionModel model,
        @Nullable BigDecimal cost) {}
