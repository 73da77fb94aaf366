package io.understudy.versions.registry;

import io.understudy.versions.ReviewAction;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one part that a person can play in a version. The database holds everyone to it. */
public enum ReviewRole {
    /** Uploaded, captioned, launched or submitted any of it. */
    MAKER,
    SIGNER,
    APPROVER;

    /**
     * The part that a deciding verb demands, or empty where everyone with the role may.
     *
     * @param mine the part that the person plays already, or null
     */
    public static Optional<ReviewRole> demandedBy(ReviewAction action, @Nullable ReviewRole mine) {
        return switch (action) {
            case SIGN_OFF -> Optional.of(SIGNER);
            // Where the rules let a signer approve, they do it in the part they have.
            case APPROVE -> Optional.of(mine == SIGNER ? SIGNER : APPROVER);
            case RENEW -> Optional.ofNullable(mine);
            case SUBMIT, WITHDRAW, SEND_BACK, SUPERSEDE, REVOKE -> Optional.empty();
        };
    }
}
