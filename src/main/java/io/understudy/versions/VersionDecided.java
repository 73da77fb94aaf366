package io.understudy.versions;

import io.understudy.shared.Actor;
import org.jspecify.annotations.Nullable;

/** A step was taken; published inside its transaction. */
record VersionDecided(
        VersionId version,
        String name,
        VersionVerb verb,
        Actor by,
        @Nullable String reason) {}
