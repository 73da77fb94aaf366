package io.understudy.versions.creation;

import io.understudy.lora.passport.Passport;
import io.understudy.lora.passport.Passport.FileHashes;
import io.understudy.platform.core.DomainException;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.training.RunDetails;
import io.understudy.training.RunId;
import io.understudy.training.checkpoints.CheckpointFileService;
import io.understudy.versions.passports.FilePassport;
import io.understudy.versions.passports.PassportJob;
import io.understudy.versions.passports.PassportService;
import io.understudy.versions.registry.Contributor;
import io.understudy.versions.registry.Contributors;
import io.understudy.versions.registry.Deed;
import io.understudy.versions.registry.LoraVersion;
import io.understudy.versions.registry.LoraVersions;
import io.understudy.versions.review.decisions.AlteredAuditEvents;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Finds who made the weights of a file before: that person is a maker of every version with the same weights. */
@Component
public class KnownWeights {
    private final PassportService passports;
    private final PassportJob passportJob;
    private final LoraVersions versions;
    private final Contributors contributors;
    private final BlobStore blobs;
    private final CheckpointFileService checkpoints;
    private final RunMakers runMakers;

    KnownWeights(
            PassportService passports,
            PassportJob passportJob,
            LoraVersions versions,
            Contributors contributors,
            BlobStore blobs,
            CheckpointFileService checkpoints,
            RunMakers runMakers) {
        this.blobs = blobs;
        this.passports = passports;
        this.passportJob = passportJob;
        this.versions = versions;
        this.contributors = contributors;
        this.checkpoints = checkpoints;
        this.runMakers = runMakers;
    }

    /**
     * Reads the files of versions that wait to be read: until then their weights would not be recognised. Call it
     * outside of a transaction and of a session's lock.
     */
    public void readAll() {
        waiting().forEach(version -> passportJob.doNow(version.file()));
    }

    public boolean areAllRead() {
        return waiting().isEmpty();
    }

    /** @throws DomainException.Conflict when the weights of a file are not known yet */
    public void requireAllRead() {
        waiting().stream().findFirst().ifPresent(version -> {
            throw new DomainException.Conflict(version.fileName()
                    + " could not be read yet, so it is not known whether it has the same weights. Try again in a minute;"
                    + " if that does not help, an admin checks the storage.");
        });
    }

    private List<LoraVersion> waiting() {
        Set<BlobHash> files = passports.waiting();
        // What the storage no longer holds as it was is known to admins, and nothing can be compared with it.
        return files.isEmpty()
                ? List.of()
                : of(files).stream()
                        .filter(version -> blobs.damage(version.file()).isEmpty())
                        .toList();
    }

    /** Those who made a version with these weights, or the run of a checkpoint that has them. */
    public KnownMakers makers(FileHashes hashes) {
        return makers(of(passports.withWeightsOf(hashes)), checkpoints.runsWith(hashes));
    }

    /**
     * As {@link #makers(FileHashes)}; of a file that is not read yet the hash alone is known.
     *
     * @param run that the file is of, whose makers are known
     */
    KnownMakers makers(BlobHash file, RunId run) {
        FileHashes hashes = passports
                .find(file)
                .flatMap(FilePassport::read)
                .map(Passport::hashes)
                .orElse(null);
        Map<RunId, Instant> others =
                new HashMap<>(hashes == null ? checkpoints.runsWith(file) : checkpoints.runsWith(hashes));
        others.remove(run);
        return makers(of(hashes == null ? Set.of(file) : passports.withWeightsOf(hashes)), others);
    }

    private List<LoraVersion> of(Collection<BlobHash> files) {
        return versions.findByFileHashIn(files.stream().map(BlobHash::hex).toList());
    }

    private KnownMakers makers(List<LoraVersion> same, Map<RunId, Instant> withCheckpoint) {
        Map<UUID, List<Contributor>> makers = contributors
                .of(same.stream().map(LoraVersion::getId).toList())
                .stream()
                .filter(Contributor::madeTheWeights)
                .collect(Collectors.groupingBy(Contributor::version));
        Map<UUID, Deed> deeds = new HashMap<>();
        // The first version is enough: in one sentence with many, nobody finds what matters.
        same.stream()
                .sorted(Comparator.comparing(LoraVersion::createdAt)
                        .thenComparing(version -> version.run().isEmpty())
                        .thenComparing(LoraVersion::fileName))
                .forEach(version -> makers.getOrDefault(version.getId(), List.of())
                        .forEach(maker -> deeds.putIfAbsent(
                                maker.account(),
                                new Deed(
                                        "made " + version.fileName() + ", which has the same weights",
                                        version.createdAt()))));
        AlteredAuditEvents altered = AlteredAuditEvents.NONE;
        for (Map.Entry<RunId, Instant> one : withCheckpoint.entrySet()) {
            RunDetails run = runMakers.details(one.getKey());
            TrailMakers.Found found = runMakers.of(run);
            Deed deed = new Deed(
                    "shaped run " + run.number() + ", which has a checkpoint with the same weights", one.getValue());
            found.makers().forEach(maker -> deeds.putIfAbsent(maker, deed));
            altered = altered.and(found.altered());
        }
        return new KnownMakers(deeds, altered);
    }
}
