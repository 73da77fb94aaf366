package io.understudy.api.versions;

import io.swagger.v3.oas.annotations.media.Schema;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionOrigin;
import io.understudy.versions.VersionState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A version.
 *
 * @param characterSlug as addresses name the character
 * @param baseModel id of the model that it is made for
 * @param run number of the run that it comes from; null for an imported file
 * @param recalled whether its file is withheld
 * @param contradicted whether its decisions or makers are not what the audit trail says: do not rely on its state then
 * @param ticked how many of the {@code items} of its checklist are ticked
 */
@Schema(name = "Version")
record VersionResource(
        UUID id,
        UUID character,
        String characterSlug,
        int number,
        String fileName,
        VersionState state,
        String baseModel,
        String triggerWord,
        int rank,
        double alpha,
        double strengthFrom,
        double strengthBest,
        double strengthTo,
        @Nullable Long run,
        boolean recalled,
        boolean contradicted,
        int ticked,
        int items,
        Instant createdAt) {
    static VersionResource of(VersionCard version, String slug) {
        return new VersionResource(
                version.id().value(),
                version.character().value(),
                slug,
                version.number(),
                version.fileName(),
                version.state(),
                version.baseModel().id(),
                version.triggerWord().value(),
                version.rank(),
                version.alpha(),
                version.strength().from().value(),
                version.strength().best().value(),
                version.strength().to().value(),
                version.trained().map(VersionOrigin.Trained::runNumber).orElse(null),
                version.recalled(),
                version.contradicted(),
                version.ticked(),
                version.items(),
                version.createdAt());
    }
}
