package io.understudy.versions;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

public record PastDecision(
        VersionVerb verb,
        VersionState to,
        String by,
        Instant at,
        @Nullable String reason,
        ManifestHash manifest) {}
