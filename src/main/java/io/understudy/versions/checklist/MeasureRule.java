package io.understudy.versions.checklist;

import io.understudy.platform.core.DomainException;
import io.understudy.versions.checklist.evidence.MeasureKind;

/**
 * A measure that an item of the checklist shows.
 *
 * @param limit in the unit of the kind; a share between 0 and 1
 * @param required whether the item is ticked only where it is measured and meets the limit
 */
public record MeasureRule(MeasureKind kind, double limit, boolean required) {
    /** @throws DomainException.RuleViolation when no measure can have this limit */
    public MeasureRule {
        if (!Double.isFinite(limit) || limit < 0 || limit > kind.highestLimit()) {
            throw new DomainException.RuleViolation("The limit of “%s” lies between %s and %s."
                    .formatted(kind.words(), kind.format(0), kind.format(kind.highestLimit())));
        }
    }

    /** {@code at least 90 %}. */
    public String limitInWords() {
        return kind.direction() + " " + kind.format(limit);
    }
}
