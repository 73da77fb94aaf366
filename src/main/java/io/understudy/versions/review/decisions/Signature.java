package io.understudy.versions.review.decisions;

import io.understudy.versions.ReviewAction;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Someone's word for a version, in this round of its review.
 *
 * @param verb {@link ReviewAction#SIGN_OFF} or {@link ReviewAction#APPROVE}
 * @param at when it was given, or given again
 * @param manifest what it rests on
 * @param stale whether something of that is no longer so
 * @param changes what changed since; empty while it holds
 * @param invitedBy name of the maker, other signer or approver to whom the person's invitation goes back, directly or
 *     through others, or null
 * @param link by which the person's password was chosen, or null
 */
public record Signature(
        UUID account,
        String by,
        ReviewAction action,
        Instant at,
        ManifestHash manifest,
        boolean stale,
        List<ManifestChange> changes,
        @Nullable String invitedBy,
        @Nullable Link link) {
    /**
     * A link for a new password, by names.
     *
     * @param confirmedBy the admin who confirmed the account afterwards, or null
     * @param goesBackTo the maker, other signer or approver who made the link or confirmed the account, or by whose
     *     invitation the person who did joined, or null
     */
    public record Link(
            String by,
            @Nullable String confirmedBy,
            @Nullable String goesBackTo) {}

    public Signature {
        changes = List.copyOf(changes);
    }

    public boolean isSignOff() {
        return action == ReviewAction.SIGN_OFF;
    }

    public Signature withChanges(List<ManifestChange> since) {
        return new Signature(account, by, action, at, manifest, stale, since, invitedBy, link);
    }

    public Signature traced(@Nullable String inviter, @Nullable Link used) {
        return new Signature(account, by, action, at, manifest, stale, changes, inviter, used);
    }
}
