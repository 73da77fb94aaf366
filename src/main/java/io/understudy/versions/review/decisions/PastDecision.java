package io.understudy.versions.review.decisions;

import io.understudy.versions.ReviewAction;
import io.understudy.versions.VersionState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** @param signOffsAsked of an approval, how many sign-offs the rules of its moment asked for; else null */
public record PastDecision(
        ReviewAction action,
        VersionState to,
        UUID account,
        String by,
        Instant at,
        @Nullable String reason,
        ManifestHash manifest,
        @Nullable Integer signOffsAsked) {
    public PastDecision(
            ReviewAction action,
            VersionState to,
            UUID account,
            String by,
            Instant at,
            @Nullable String reason,
            ManifestHash manifest) {
        this(action, to, account, by, at, reason, manifest, null);
    }
}
