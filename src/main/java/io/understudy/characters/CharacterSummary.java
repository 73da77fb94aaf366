package io.understudy.characters;

import io.understudy.prompting.guide.TriggerWord;
import io.understudy.storage.BlobHash;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A character in short, for lists and for other features.
 *
 * @param slug its name in URLs and file names
 * @param subject word such as {@code woman}
 * @param cover thumbnail that pages may show
 * @param likenessBasis null as long as none is recorded
 * @param rowVersion to be sent back with an edit
 */
public record CharacterSummary(
        CharacterId id,
        String name,
        String slug,
        String subject,
        TriggerWord triggerWord,
        String description,
        @Nullable BlobHash cover,
        @Nullable LikenessBasis likenessBasis,
        UUID createdBy,
        Instant createdAt,
        long rowVersion) {}
