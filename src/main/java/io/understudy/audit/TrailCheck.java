package io.understudy.audit;

import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Compares what a feature keeps about the acts of people with what the trail says about the same acts. */
@FunctionalInterface
public interface TrailCheck {
    /**
     * Reads everything that the feature keeps.
     *
     * @param stop ends it early
     * @return where the two disagree, one sentence each
     */
    List<String> disagreements(BooleanSupplier stop);

    /** Acts after which the whole trail is read soon, because a decision waits for that. */
    default Set<String> awaiting() {
        return Set.of();
    }
}
