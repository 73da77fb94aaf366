package io.understudy.versions.sheets.flags;

import io.understudy.platform.core.DomainException;

/**
 * A point or a box on a picture, in shares of its width and height from the upper left corner.
 *
 * @param width 0 for a point
 * @param height 0 for a point
 */
public record FlagRegion(double x, double y, double width, double height) {
    private static final double ROUNDING = 1e-6;

    /** @throws DomainException.RuleViolation when it does not lie on the picture */
    public FlagRegion {
        boolean numbers = Double.isFinite(x) && Double.isFinite(y) && Double.isFinite(width) && Double.isFinite(height);
        if (!numbers
                || x < 0
                || y < 0
                || width < 0
                || height < 0
                || x + width > 1 + ROUNDING
                || y + height > 1 + ROUNDING) {
            throw DomainException.RuleViolation.in("mark", "The mark does not lie on the picture: draw it again.");
        }
    }
}
