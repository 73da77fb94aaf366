package io.understudy.api.versions;

import io.swagger.v3.oas.annotations.media.Schema;
import io.understudy.characters.CharacterSummary;
import io.understudy.versions.VersionCard;
import java.util.UUID;

/**
 * A version that is in production, in the list of all characters.
 *
 * @param id of the version
 * @param characterSlug the character's name in addresses
 * @param baseModel id of the model that it is made for
 * @param recalled whether its file is withheld
 * @param contradicted whether its decisions or makers are not what the audit trail says: do not rely on its state then
 */
@Schema(name = "ProductionVersion")
record ProductionResource(
        UUID id,
        UUID character,
        String characterSlug,
        String characterName,
        int number,
        String fileName,
        String baseModel,
        String triggerWord,
        double strengthFrom,
        double strengthBest,
        double strengthTo,
        boolean recalled,
        boolean contradicted) {
    static ProductionResource of(VersionCard version, CharacterSummary character) {
        return new ProductionResource(
                version.id().value(),
                character.id().value(),
                character.slug(),
                character.name(),
                version.number(),
                version.fileName(),
                version.baseModel().id(),
                version.triggerWord().value(),
                version.strength().from().value(),
                version.strength().best().value(),
                version.strength().to().value(),
                version.recalled(),
                version.contradicted());
    }
}
