package io.understudy.providers.fal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * State of a request.
 *
 * @param ahead requests before it in the queue; null when it does not wait or fal does not say
 * @param log everything it has written so far
 * @param failure why it ended without a result, when it did
 * @param computed how long it computed, once it is over and fal says so
 */
public record FalStatus(
        Stage stage,
        @Nullable Integer ahead,
        List<String> log,
        Optional<FalProblem.Refused> failure,
        Optional<Duration> computed) {
    /** fal knows no other: what failed or was cancelled is completed too. */
    public enum Stage {
        IN_QUEUE,
        IN_PROGRESS,
        COMPLETED
    }

    public FalStatus {
        log = List.copyOf(log);
    }
}
