package io.understudy.api.characters;

import io.understudy.characters.CharacterDraft;
import io.understudy.characters.LikenessBasis;
import jakarta.validation.constraints.NotNull;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A character that is to be created.
 *
 * @param slug its short name in addresses and files; left out for what the name suggests
 * @param likenessBasis needed before the first run; a consent is recorded on the character's page, with its file
 */
record NewCharacter(
        @NotNull String name,
        @Nullable String slug,
        @NotNull String subject,
        @NotNull String triggerWord,
        @Nullable String description,
        @Nullable LikenessBasis likenessBasis) {
    CharacterDraft draft() {
        return new CharacterDraft(
                name,
                Objects.requireNonNullElse(slug, ""),
                subject,
                triggerWord,
                Objects.requireNonNullElse(description, ""));
    }
}
