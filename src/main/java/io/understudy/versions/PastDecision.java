package io.understudy.versions;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A step of a version's history. */
public record PastDecision(
        VersionVerb verb,
        VersionState to,
        String by,
        Instant at,
        @Nullable String reason,
        ManifestHash manifest) {}
