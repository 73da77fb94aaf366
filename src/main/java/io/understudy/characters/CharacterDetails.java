package io.understudy.characters;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is kept about a character.
 *
 * @param changedBy name of who saved last
 * @param archivedAt null while the character is in the gallery
 * @param likeness null as long as none is recorded
 */
public record CharacterDetails(
        CharacterSummary summary,
        String createdByName,
        String changedBy,
        Instant changedAt,
        @Nullable Instant archivedAt,
        @Nullable Likeness likeness) {
    /**
     * Why the team may use the likeness.
     *
     * @param statement in the words of who recorded it; may be empty
     * @param file only with {@link LikenessBasis#CONSENT}
     */
    public record Likeness(
            LikenessBasis basis, String statement, @Nullable ConsentFile file, String recordedBy, Instant recordedAt) {}

    public boolean archived() {
        return archivedAt != null;
    }

    public CharacterDraft draft() {
        return CharacterDraft.of(
                summary.name(), summary.subject(), summary.triggerWord().value(), summary.description());
    }
}
