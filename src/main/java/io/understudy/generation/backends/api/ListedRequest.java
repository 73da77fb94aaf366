package io.understudy.generation.backends.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request of this product that a service's own list has, also of another installation.
 *
 * @param handles by which a job may know it; the first one ends it
 * @param state in plain words
 * @param since when it was sent; null where the service does not say
 */
public record ListedRequest(
        List<String> handles, String state, @Nullable Instant since) {
    public ListedRequest {
        handles = List.copyOf(handles);
    }
}
