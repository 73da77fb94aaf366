package io.understudy.versions;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Someone's word for a version, in this round of its review.
 *
 * @param verb {@link VersionVerb#SIGN_OFF} or {@link VersionVerb#APPROVE}
 * @param at when it was given, or given again
 * @param manifest what it rests on
 * @param stale whether something of that is no longer so
 * @param changes what changed since; empty while it holds
 */
public record Signature(
        UUID account,
        String by,
        VersionVerb verb,
        Instant at,
        ManifestHash manifest,
        boolean stale,
        List<ManifestChange> changes) {
    public Signature {
        changes = List.copyOf(changes);
    }

    public boolean isSignOff() {
        return verb == VersionVerb.SIGN_OFF;
    }

    Signature withChanges(List<ManifestChange> since) {
        return new Signature(account, by, verb, at, manifest, stale, since);
    }
}
