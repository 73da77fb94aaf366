package io.understudy.versions;

import io.understudy.shared.Actor;
import org.jspecify.annotations.Nullable;

/**
 * A step is taken; published inside its transaction, before the version moves.
 *
 * @param after where the step leads
 */
record VersionDecided(
        VersionId version,
        String name,
        VersionVerb verb,
        VersionState before,
        VersionState after,
        Actor by,
        @Nullable String reason) {}
