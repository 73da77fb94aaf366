package io.understudy.api.characters;

import io.understudy.characters.CharacterDraft;
import io.understudy.characters.LikenessBasis;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * What is to be known about a character.
 *
 * @param likenessBasis left out for the one that is recorded; a consent is recorded on the character's page, with its file
 */
record CharacterChange(
        @NotNull String name,
        @NotNull String subject,
        @NotNull String triggerWord,
        @NotNull String description,
        @Nullable LikenessBasis likenessBasis) {
    CharacterDraft draft() {
        return CharacterDraft.of(name, subject, triggerWord, description);
    }
}
