package io.understudy.api.characters;

import io.swagger.v3.oas.annotations.media.Schema;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.LikenessBasis;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** @param likenessBasis null as long as none is recorded */
@Schema(name = "Character")
record CharacterResource(
        UUID id,
        String slug,
        String name,
        String subject,
        String triggerWord,
        String description,
        @Nullable LikenessBasis likenessBasis,
        boolean archived,
        Instant createdAt) {
    static CharacterResource of(CharacterSummary character, boolean archived) {
        return new CharacterResource(
                character.id().value(),
                character.slug(),
                character.name(),
                character.subject(),
                character.triggerWord().value(),
                character.description(),
                character.likenessBasis(),
                archived,
                character.createdAt());
    }
}
