package io.understudy.api.tokens;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a token is given another secret.
 *
 * @param overlapHours for which the present secret is still accepted; 24 where it is left out
 */
record TokenRotation(@Nullable @Min(1) @Max(720) Integer overlapHours) {
    private static final int USUAL_HOURS = 24;

    Duration overlap() {
        return Duration.ofHours(overlapHours == null ? USUAL_HOURS : overlapHours);
    }
}
