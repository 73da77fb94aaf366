package io.understudy.versions.creation;

import io.understudy.datasets.RecalledSnapshots;
import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.Actor;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.storage.StoredBlob;
import io.understudy.training.RunDetails;
import io.understudy.training.RunId;
import io.understudy.training.RunSucceeded;
import io.understudy.training.backends.TrainingBackends;
import io.understudy.training.checkpoints.CheckpointFileService;
import io.understudy.training.runs.RunService;
import io.understudy.versions.VersionId;
import io.understudy.versions.registry.Deed;
import io.understudy.versions.registry.LoraVersions;
import io.understudy.versions.registry.VersionNumberRepository;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/** Makes versions of checkpoints: where an earlier step is better than the last one, or a run stopped before its end. */
@Service
@MembersOnly
@Transactional(propagation = Propagation.NOT_SUPPORTED)
public class CheckpointVersionService {
    private final VersionFactory factory;
    private final CheckpointFileService files;
    private final RunService runs;
    private final TrainingBackends backends;
    private final RecalledSnapshots recalls;
    private final LoraVersions versions;
    private final VersionNumberRepository numbers;
    private final CurrentActor actor;
    private final TransactionOperations transaction;
    private final Clock clock;

    CheckpointVersionService(
            VersionFactory factory,
            CheckpointFileService files,
            RunService runs,
            TrainingBackends backends,
            RecalledSnapshots recalls,
            LoraVersions versions,
            VersionNumberRepository numbers,
            CurrentActor actor,
            TransactionOperations transaction,
            Clock clock) {
        this.factory = factory;
        this.files = files;
        this.runs = runs;
        this.backends = backends;
        this.recalls = recalls;
        this.versions = versions;
        this.numbers = numbers;
        this.actor = actor;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * The person who chooses a checkpoint is one of the makers of its version.
     *
     * @throws DomainException.NotFound when the checkpoint is not kept
     * @throws DomainException.Conflict when there is a version of it, or the run's dataset was recalled
     */
    public VersionId create(RunId id, int step) {
        RunDetails run = runs.details(id);
        recalls.requireUsable(run.snapshot());
        StoredBlob file = files.lora(run, step);
        RunSucceeded result = new RunSucceeded(
                id,
                run.character(),
                run.snapshot(),
                run.launchedBy(),
                run.parameters(),
                run.backend(),
                backends.baseModelOf(run.backend()),
                file.hash(),
                file.size());
        Actor by = actor.get();
        return Objects.requireNonNull(transaction.execute(status -> {
            int number = numbers.next(run.character());
            versions.findByRunIdAndCheckpointStep(id.value(), step).ifPresent(known -> {
                throw new DomainException.Conflict(known.name() + " was made of this checkpoint already.");
            });
            return factory.give(
                            factory.lineage(result, step),
                            number,
                            Map.of(by.id(), new Deed("chose the checkpoint of step " + step, clock.instant())))
                    .id();
        }));
    }
}
