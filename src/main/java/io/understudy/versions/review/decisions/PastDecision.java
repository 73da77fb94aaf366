package io.understudy.versions.review.decisions;

import io.understudy.versions.ReviewAction;
import io.understudy.versions.VersionState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

public record PastDecision(
        ReviewAction action,
        VersionState to,
        UUID account,
        String by,
        Instant at,
        @Nullable String reason,
        ManifestHash manifest) {}
