package io.understudy.versions;

import static io.understudy.versions.VersionState.APPROVED;
import static io.understudy.versions.VersionState.CHANGES_REQUESTED;
import static io.understudy.versions.VersionState.DRAFT;
import static io.understudy.versions.VersionState.IN_REVIEW;
import static io.understudy.versions.VersionState.REVOKED;
import static io.understudy.versions.VersionState.SIGNED_OFF;
import static io.understudy.versions.VersionState.SUPERSEDED;

import io.understudy.identity.Role;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What can be done to a version: from which states, to which state, by which role, and whether it needs a reason and
 * someone who took no part. The one table that the aggregate obeys, the service checks and the screen draws its
 * buttons from.
 */
public enum ReviewAction {
    SUBMIT("Ask for review", "asked for review", "asks for review", Role.MEMBER, IN_REVIEW, DRAFT, CHANGES_REQUESTED),
    /** Leads on when as many have signed as the team's rules ask for; a further signature leaves it where it is. */
    SIGN_OFF("Sign off", "signed off", "signs", Role.REVIEWER, SIGNED_OFF, IN_REVIEW, SIGNED_OFF),
    SEND_BACK("Send back…", "sent back", "sends back", Role.REVIEWER, CHANGES_REQUESTED, IN_REVIEW, SIGNED_OFF),
    /**
     * Takes one's own request for review back. Leads to where the version was before, see {@link
     * LoraVersion#withdraw}.
     */
    WITHDRAW(
            "Withdraw request…",
            "withdrew the request for review",
            "withdraws the request",
            Role.MEMBER,
            DRAFT,
            IN_REVIEW),
    /** Says again that one's own signature holds, over what has changed since it was given. */
    RENEW("Sign again", "signed again", "signs again", Role.REVIEWER, null, IN_REVIEW, SIGNED_OFF, APPROVED),
    APPROVE("Approve for production", "approved for production", "approves", Role.ADMIN, APPROVED, SIGNED_OFF),
    /** Not done by hand: what becomes of the production version when another one is approved. */
    SUPERSEDE("Supersede", "superseded", "supersedes", null, SUPERSEDED, APPROVED),
    REVOKE(
            "Revoke…",
            "revoked",
            "revokes",
            Role.ADMIN,
            REVOKED,
            DRAFT,
            IN_REVIEW,
            CHANGES_REQUESTED,
            SIGNED_OFF,
            APPROVED,
            SUPERSEDED);

    private final String label;
    private final String pastTense;
    private final String presentTense;
    private final @Nullable Role role;
    private final @Nullable VersionState target;
    private final Set<VersionState> origins;

    ReviewAction(
            String label,
            String pastTense,
            String presentTense,
            @Nullable Role role,
            @Nullable VersionState target,
            VersionState... origins) {
        this.label = label;
        this.pastTense = pastTense;
        this.presentTense = presentTense;
        this.role = role;
        this.target = target;
        this.origins = EnumSet.copyOf(Arrays.asList(origins));
    }

    public String label() {
        return label;
    }

    public String pastTense() {
        return pastTense;
    }

    public String act() {
        return switch (this) {
            case SUBMIT -> "version.submitted";
            case SIGN_OFF -> "version.signed-off";
            case SEND_BACK -> "version.sent-back";
            case WITHDRAW -> "version.review-withdrawn";
            case RENEW -> "version.signed-again";
            case APPROVE -> "version.approved";
            case SUPERSEDE -> "version.superseded";
            case REVOKE -> "version.revoked";
        };
    }

    /** As a rule says it: "someone else signs". */
    public String presentTense() {
        return presentTense;
    }

    public Optional<Role> role() {
        return Optional.ofNullable(role);
    }

    public boolean mayBeDoneBy(Role actual) {
        return role != null && actual.includes(role);
    }

    public Optional<VersionState> from(VersionState state) {
        if (!origins.contains(state)) {
            return Optional.empty();
        }
        return Optional.of(target == null ? state : target);
    }

    /** Whether it is a signature: only for people who took no part, and only over a complete checklist. */
    public boolean isSignature() {
        return this == SIGN_OFF || this == RENEW || this == APPROVE;
    }

    /** Whether the password is asked for again: for what others rely on from then on and nobody takes back easily. */
    public boolean needsPassword() {
        return this == APPROVE || this == REVOKE;
    }

    public boolean needsReason() {
        return this == SEND_BACK || this == REVOKE;
    }

    public static List<ReviewAction> availableIn(VersionState state) {
        return Arrays.stream(values())
                .filter(action -> action.role != null && action.from(state).isPresent())
                .toList();
    }
}
