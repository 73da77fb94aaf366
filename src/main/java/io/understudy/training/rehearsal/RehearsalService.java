package io.understudy.training.rehearsal;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.RecalledSnapshots;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.SnapshotSummary;
import io.understudy.identity.MembersAndSystem;
import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.training.RunDetails;
import io.understudy.training.TrainingSettings;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

@Service
@MembersAndSystem
@Transactional(readOnly = true)
public class RehearsalService {
    private final RehearsalJobs jobs;
    private final RehearsalRepository repository;
    private final RehearsalWorker worker;
    private final RehearsalProperties properties;
    private final CharacterService characters;
    private final DatasetService datasets;
    private final RecalledSnapshots recalls;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;
    private final TransactionOperations transaction;
    private final Clock clock;

    RehearsalService(
            RehearsalJobs jobs,
            RehearsalRepository repository,
            RehearsalWorker worker,
            RehearsalProperties properties,
            CharacterService characters,
            DatasetService datasets,
            RecalledSnapshots recalls,
            CurrentActor actor,
            AuditEvents auditEvents,
            ApplicationEventPublisher events,
            TransactionOperations transaction,
            Clock clock) {
        this.jobs = jobs;
        this.repository = repository;
        this.worker = worker;
        this.properties = properties;
        this.characters = characters;
        this.datasets = datasets;
        this.recalls = recalls;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Freezes the character's dataset, as a launch would, and rehearses these settings on it.
     *
     * @param fewerConfirmed whether a person confirmed to train on fewer pictures than the guide asks for
     * @throws DomainException.RuleViolation when the dataset cannot be frozen
     * @throws DomainException.Conflict when a rehearsal of the same person is still running, or the dataset was recalled
     */
    @MembersOnly
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public RehearsalId start(CharacterId character, TrainingSettings settings, boolean fewerConfirmed) {
        requireNoneRunning();
        characters.requireLaunchable(character);
        SnapshotSummary snapshot = datasets.freeze(character, fewerConfirmed);
        return start(character, snapshot.id(), snapshot.pictures(), settings);
    }

    /**
     * Rehearses a run that has not begun.
     *
     * @throws DomainException.Conflict when a rehearsal of the same person is still running
     */
    @MembersOnly
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public RehearsalId start(RunDetails run) {
        requireNoneRunning();
        return start(
                run.character(),
                run.snapshot(),
                datasets.snapshot(run.snapshot()).pictures(),
                run.parameters());
    }

    private RehearsalId start(CharacterId character, SnapshotId snapshot, int pictures, TrainingSettings settings) {
        recalls.requireUsable(snapshot);
        int steps = ShortenedRun.steps(worker.backend(), settings, pictures, properties.aim());
        return Objects.requireNonNull(transaction.execute(status -> {
            RehearsalJob job =
                    jobs.save(new RehearsalJob(character, snapshot, settings, steps, actor.get(), clock.instant()));
            auditEvents.publish(
                    "rehearsal.started",
                    new AuditEvent.Subject(
                            "rehearsal",
                            job.id().value().toString(),
                            characters.get(character).name()),
                    Map.of("snapshot", snapshot.hash(), "steps", String.valueOf(steps)));
            events.publishEvent(job.changed());
            return job.id();
        }));
    }

    private void requireNoneRunning() {
        if (mineUnderWay().isPresent()) {
            throw new DomainException.Conflict("Your rehearsal is still running. Wait a minute, or stop it.");
        }
    }

    /** Ends a rehearsal early; what it found so far is kept. One that is over stays as it is. */
    @MembersOnly
    @Transactional
    public void stop(RehearsalId id) {
        jobs.lockById(id.value()).filter(RehearsalJob::isRunning).ifPresent(job -> {
            job.stop(clock.instant());
            events.publishEvent(job.changed());
        });
    }

    public Rehearsal get(RehearsalId id) {
        return repository.find(id).orElseThrow(() -> new DomainException.NotFound("There is no such rehearsal."));
    }

    public Optional<Rehearsal> latest(CharacterId character, TrainingSettings settings) {
        return repository.latest(character, SettingsHash.of(settings));
    }

    /** The last one of this character that was completed, with whatever settings. */
    public Optional<Rehearsal> latest(CharacterId character) {
        return repository.latestDone(character);
    }

    /** The rehearsal that this person waits for, whatever it is of; while it runs, no other can be started. */
    public Optional<Rehearsal> mineUnderWay() {
        return repository.runningOf(actor.get().id());
    }

    /** The rehearsal that belongs to a run: done before it began, on the same snapshot with the same settings. */
    public Optional<Rehearsal> of(RunDetails run) {
        Instant began = run.startedAt() == null ? clock.instant() : run.startedAt();
        return repository.doneBefore(run.snapshot(), SettingsHash.of(run.parameters()), began);
    }
}
