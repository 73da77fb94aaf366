package io.understudy.versions.importing;

import io.understudy.characters.CharacterService;
import io.understudy.identity.MembersOnly;
import io.understudy.lora.Fit;
import io.understudy.platform.core.DomainException;
import io.understudy.storage.BlobHash;
import io.understudy.storage.StoredBlob;
import io.understudy.training.RunDetails;
import io.understudy.training.RunId;
import io.understudy.training.RunState;
import io.understudy.training.backends.TrainingBackends;
import io.understudy.training.backends.reported.ReportedBackend;
import io.understudy.training.runs.ReportedRunService;
import io.understudy.training.runs.RunService;
import io.understudy.versions.creation.KnownWeights;
import io.understudy.versions.registry.VersionLookup;
import io.understudy.versions.registry.VersionLookup.Known;
import java.io.InputStream;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/** Takes the files of runs that were trained elsewhere, under the rules of imports, and ends these runs. */
@Service
@MembersOnly
@Transactional(propagation = Propagation.NOT_SUPPORTED)
public class ReportedFileService {
    private final ImportService imports;
    private final ArrivedWeights arrivals;
    private final KnownWeights weights;
    private final VersionLookup lookup;
    private final ReportedRunService reports;
    private final RunService runs;
    private final TrainingBackends backends;
    private final CharacterService characters;
    private final TransactionOperations transaction;

    ReportedFileService(
            ImportService imports,
            ArrivedWeights arrivals,
            KnownWeights weights,
            VersionLookup lookup,
            ReportedRunService reports,
            RunService runs,
            TrainingBackends backends,
            CharacterService characters,
            TransactionOperations transaction) {
        this.imports = imports;
        this.arrivals = arrivals;
        this.weights = weights;
        this.lookup = lookup;
        this.reports = reports;
        this.runs = runs;
        this.backends = backends;
        this.characters = characters;
        this.transaction = transaction;
    }

    /**
     * Takes the LoRA of a run. The same file changes nothing; another one takes its place until the run is finished.
     *
     * @param in is read to its end unless it is refused earlier, not closed
     * @param size of the whole file in bytes
     * @throws DomainException.RuleViolation when it is no sound LoRA file for the model of the run, or its weights were
     *     revoked or recalled
     * @throws DomainException.Conflict when its weights are a version of the character already, or the run reports
     *     nothing more
     */
    public void take(RunId id, InputStream in, long size) {
        reports.requireOpen(id);
        UploadedLora arrived = imports.receive(in, size);
        check(runs.details(id), arrived);
        reports.file(id, stored(arrived));
    }

    /**
     * Ends a run: its file becomes a version. Asked again, it changes nothing.
     *
     * @throws DomainException.RuleViolation when no file was sent, or the rules of {@link #take} decline it now
     * @throws DomainException.Conflict when another file has to be read first, or the run reports nothing more
     */
    public void finish(RunId id) {
        RunDetails run = runs.details(id);
        if (run.state() == RunState.SUCCEEDED && ReportedBackend.isReported(run.backend())) {
            return;
        }
        reports.requireOpen(id);
        BlobHash file = reports.file(id)
                .orElseThrow(() -> new DomainException.RuleViolation(
                        "Run " + run.number() + " has no file yet. Send its LoRA first, then finish it."));
        imports.makeReady();
        weights.requireAllRead();
        UploadedLora arrived = imports.arrived(file);
        check(run, arrived);
        transaction.executeWithoutResult(status -> {
            reports.finish(id, stored(arrived), arrivals.receivers(arrived).keySet());
            // Asked again under the series' lock, which the new version holds: two runs with one file end with one.
            requireNew(run, lookup.byFile(arrived.passport().hashes()));
        });
    }

    private void check(RunDetails run, UploadedLora arrived) {
        Fit fit = arrived.passport().fit(backends.baseModelOf(run.backend()));
        if (!fit.outcome().isUsable()) {
            throw new DomainException.RuleViolation(fit.reason());
        }
        requireNew(run, arrived.known());
    }

    private void requireNew(RunDetails run, List<Known> known) {
        arrivals.requireNew(
                known.stream().filter(one -> !isOf(run.id(), one)).toList(), characters.get(run.character()));
    }

    private static boolean isOf(RunId run, Known known) {
        return known.version()
                .trained()
                .filter(trained -> trained.run().equals(run))
                .isPresent();
    }

    private static StoredBlob stored(UploadedLora arrived) {
        return new StoredBlob(arrived.file(), arrived.size(), "application/octet-stream");
    }
}
