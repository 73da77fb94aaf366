package io.understudy.versions.review;

import io.understudy.characters.CharacterId;
import io.understudy.lora.BaseModel;
import io.understudy.platform.core.Actor;
import io.understudy.versions.ReviewAction;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionState;
import org.jspecify.annotations.Nullable;

/**
 * A step is taken; published inside its transaction, before the version moves.
 *
 * @param after where the step leads
 */
public record VersionDecided(
        VersionId version,
        String name,
        CharacterId character,
        BaseModel model,
        ReviewAction action,
        VersionState before,
        VersionState after,
        Actor by,
        @Nullable String reason) {}
