package io.understudy.versions.importing;

import io.understudy.characters.CharacterSummary;
import io.understudy.datasets.consent.PhotoConsentService;
import io.understudy.platform.core.DomainException;
import io.understudy.storage.BlobHash;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionState;
import io.understudy.versions.passports.PassportService;
import io.understudy.versions.registry.Deed;
import io.understudy.versions.registry.VersionLookup.Known;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What is known of the weights of a file that arrived: whether they may become a version, and who brought them. */
@Component
class ArrivedWeights {
    private final PhotoConsentService consents;
    private final PassportService passports;
    private final ReceivedFileRepository received;

    ArrivedWeights(PhotoConsentService consents, PassportService passports, ReceivedFileRepository received) {
        this.consents = consents;
        this.passports = passports;
        this.received = received;
    }

    /**
     * @param known versions with these weights
     * @throws DomainException.RuleViolation when the weights were revoked or recalled
     * @throws DomainException.Conflict when they are a version of the character already
     */
    void requireNew(Collection<Known> known, CharacterSummary character) {
        for (Known one : known) {
            VersionCard version = one.version();
            if (version.state() == VersionState.REVOKED) {
                throw new DomainException.RuleViolation(
                        "These weights are %s, which was revoked: they do not come back as an import."
                                .formatted(version.fileName()));
            }
            if (version.trained()
                    .filter(run -> !consents.withdrawnIn(run.snapshot()).isEmpty())
                    .isPresent()) {
                throw new DomainException.RuleViolation(
                        "These weights are %s, which is recalled: photos it was trained on may no longer be used."
                                .formatted(version.fileName()));
            }
        }
        known.stream()
                .map(Known::version)
                .filter(version -> version.character().equals(character.id()))
                .findFirst()
                .ifPresent(version -> {
                    throw new DomainException.Conflict("These weights are a version of %s already: %s."
                            .formatted(character.name(), version.fileName()));
                });
    }

    /** Everyone who brought the file, or another one with the same weights. */
    Map<UUID, Deed> receivers(UploadedLora file) {
        Set<BlobHash> same =
                new HashSet<>(passports.withWeightsOf(file.passport().hashes()));
        same.add(file.file());
        return new HashMap<>(received.receivers(same));
    }
}
