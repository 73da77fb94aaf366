package io.understudy.versions;

import java.util.Optional;

/** The one part that a person can play in a version. The database holds everybody to it. */
enum Part {
    /** Uploaded, captioned, launched or submitted any of it. */
    MAKER,
    /** Signed it off. */
    SIGNER,
    /** Approved it for production. */
    APPROVER;

    /** The part that a deciding verb demands, or empty where everybody with the role may. */
    static Optional<Part> demandedBy(VersionVerb verb) {
        return switch (verb) {
            case SIGN_OFF -> Optional.of(SIGNER);
            case APPROVE -> Optional.of(APPROVER);
            case SUBMIT, SEND_BACK, SUPERSEDE, REVOKE -> Optional.empty();
        };
    }
}
