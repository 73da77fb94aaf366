package io.understudy.versions.review;

import io.understudy.versions.Sentences;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What makes a person a maker of a version.
 *
 * @param reasons all of them, to be read after the name
 */
public record Contribution(String name, List<Reason> reasons) {
    public Contribution {
        reasons = List.copyOf(reasons);
    }

    /** @param at the last time, or null where that is not recorded */
    public record Reason(String words, @Nullable Instant at) {}

    public String actions() {
        return Sentences.list(reasons.stream().map(Reason::words).toList());
    }
}
