package io.understudy.versions.registry;

import io.understudy.identity.MembersAndSystem;
import io.understudy.lora.Fit;
import io.understudy.lora.passport.Passport.FileHashes;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.search.SearchText;
import io.understudy.storage.BlobHash;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionReader;
import io.understudy.versions.VersionState;
import io.understudy.versions.passports.FilePassport;
import io.understudy.versions.passports.PassportService;
import io.understudy.versions.review.decisions.DecisionTrailCheck;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersAndSystem
@Transactional(readOnly = true)
public class VersionLookup {
    private final PassportService passports;
    private final LoraVersions versions;
    private final VersionReader reader;
    private final DecisionTrailCheck trail;

    VersionLookup(PassportService passports, LoraVersions versions, VersionReader reader, DecisionTrailCheck trail) {
        this.passports = passports;
        this.versions = versions;
        this.reader = reader;
        this.trail = trail;
    }

    public enum Match {
        FILE,
        /** A file with other metadata has the same weights. */
        WEIGHTS,
        /** The hash is one of the weights alone: what the metadata of the file at hand says is unknown. */
        HASH_OF_WEIGHTS
    }

    public record Known(VersionCard version, Match match) {}

    public List<Known> byFile(FileHashes hashes) {
        return known(passports.withWeightsOf(hashes), hashes.sha256(), Match.WEIGHTS);
    }

    /**
     * The versions that are known by a hash: SHA-256, AutoV2, AutoV3 or sshs_model_hash, from ten digits on.
     *
     * @return those that may be used first; empty when the hash is unknown here
     * @throws DomainException.RuleViolation when the text is no hash
     */
    public List<Known> byHash(String text) {
        String digits = text.strip().toLowerCase(Locale.ROOT).replaceFirst("^0x", "");
        if (!digits.matches("[0-9a-f]{" + PassportService.SHORTEST_HASH + ",64}")) {
            throw DomainException.RuleViolation.in(
                    "hash",
                    "A hash has 10 to 64 digits 0-9 and a-f: SHA-256, AutoV2, AutoV3 or sshs_model_hash of the file.");
        }
        return known(passports.knownBy(digits), digits, Match.HASH_OF_WEIGHTS);
    }

    public record Found(
            VersionId id,
            String name,
            VersionState state,
            boolean contradicted,
            @Nullable BlobHash cover,
            @Nullable Fit fit) {}

    /** By their file names. */
    public List<Found> find(SearchText text) {
        List<LoraVersion> found = versions.find(text.anywhere(), text.beginning(), text.limit());
        Map<BlobHash, FilePassport> read =
                passports.find(found.stream().map(LoraVersion::file).toList());
        Set<UUID> contradicted = trail.contradicted(found);
        return found.stream()
                .map(version -> new Found(
                        version.id(),
                        version.name(),
                        version.state(),
                        contradicted.contains(version.getId()),
                        version.cover(),
                        Optional.ofNullable(read.get(version.file()))
                                .flatMap(passport -> passport.fit(version.baseModel()))
                                .orElse(null)))
                .toList();
    }

    /** @param otherwise how a version matches whose file does not begin with these digits */
    private List<Known> known(Set<BlobHash> files, String digits, Match otherwise) {
        if (files.isEmpty()) {
            return List.of();
        }
        List<LoraVersion> found =
                versions.findByFileHashIn(files.stream().map(BlobHash::hex).toList());
        Set<VersionId> sameFile = new HashSet<>();
        found.stream()
                .filter(version -> version.file().hex().startsWith(digits))
                .forEach(version -> sameFile.add(version.id()));
        return reader.cards(found).stream()
                .map(card -> new Known(card, sameFile.contains(card.id()) ? Match.FILE : otherwise))
                .sorted(Comparator.comparingInt(
                                (Known one) -> rank(one.version().state()))
                        .thenComparing(one -> one.version().fileName()))
                .toList();
    }

    private static int rank(VersionState state) {
        return switch (state) {
            case APPROVED -> 0;
            case SUPERSEDED -> 1;
            case REVOKED -> 2;
            case SIGNED_OFF, IN_REVIEW, CHANGES_REQUESTED, DRAFT -> 3;
        };
    }
}
