package io.understudy.training.lists;

import io.understudy.platform.core.DomainException;
import org.jspecify.annotations.Nullable;

/**
 * Numbers between two ends, both included.
 *
 * @param from null when it is open below
 * @param to null when it is open above
 */
public record NumberRange(@Nullable Double from, @Nullable Double to) {
    /** @throws DomainException.RuleViolation when nothing can lie between the ends */
    public NumberRange {
        if (from != null && to != null && from > to) {
            throw new DomainException.RuleViolation(
                    "A range goes from the lower to the higher number, not from " + from + " to " + to + ".");
        }
    }

    public boolean isOpen() {
        return from == null && to == null;
    }
}
