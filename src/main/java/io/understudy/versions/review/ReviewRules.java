package io.understudy.versions.review;

import io.understudy.platform.core.DomainException;

/**
 * What the team asks of every version before production.
 *
 * @param signOffs so many people who took no part must sign it off, 1 to {@value #MOST}
 * @param approverDiffers whether the person who signed may not be the one who approves
 */
public record ReviewRules(int signOffs, boolean approverDiffers) {
    public static final int MOST = 5;

    boolean isLooserThan(ReviewRules other) {
        return signOffs < other.signOffs || (!approverDiffers && other.approverDiffers);
    }

    /** Such as {@code 3 sign-offs, approver differs}. */
    String words() {
        return signOffs
                + (signOffs == 1 ? " sign-off, " : " sign-offs, ")
                + (approverDiffers ? "approver differs" : "signers may approve");
    }

    public ReviewRules {
        if (signOffs < 1 || signOffs > MOST) {
            throw DomainException.RuleViolation.in("signOffs", "Between 1 and " + MOST + " people sign a version off.");
        }
    }
}
