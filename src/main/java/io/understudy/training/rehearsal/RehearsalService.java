package io.understudy.training.rehearsal;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.RecalledSnapshots;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.SnapshotSummary;
import io.understudy.identity.MembersAndSystem;
import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.Actor;
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
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

@Service
@MembersAndSystem
@Transactional(readOnly = true)
public class RehearsalService {
    private final RehearsalRepository repository;
    private final RehearsalRunner stage;
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
            RehearsalRepository repository,
            RehearsalRunner stage,
            RehearsalProperties properties,
            CharacterService characters,
            DatasetService datasets,
            RecalledSnapshots recalls,
            CurrentActor actor,
            AuditEvents auditEvents,
            ApplicationEventPublisher events,
            TransactionOperations transaction,
            Clock clock) {
        this.repository = repository;
        this.stage = stage;
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
        int steps = RehearsalJob.steps(stage.backend(), settings, pictures, properties.aim());
        return Objects.requireNonNull(transaction.execute(status -> {
            RehearsalId id = new RehearsalId(UUID.randomUUID());
            Actor me = actor.get();
            repository.add(id, character, snapshot, SettingsHash.of(settings), steps, me, clock.instant());
            auditEvents.publish(
                    "rehearsal.started",
                    new AuditEvent.Subject(
                            "rehearsal",
                            id.value().toString(),
                            characters.get(character).name()),
                    Map.of("snapshot", snapshot.hash(), "steps", String.valueOf(steps)));
            events.publishEvent(new RehearsalRequested(id, snapshot, settings, steps));
            events.publishEvent(new RehearsalChanged(id));
            return id;
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
        if (repository.end(id, RehearsalState.STOPPED, clock.instant())) {
            events.publishEvent(new RehearsalStopped(id));
            events.publishEvent(new RehearsalChanged(id));
        }
    }

    public Rehearsal get(RehearsalId id) {
        return repository
                .find(id, clock.instant())
                .orElseThrow(() -> new DomainException.NotFound("There is no such rehearsal."));
    }

    public Optional<Rehearsal> latest(CharacterId character, TrainingSettings settings) {
        return repository.latest(character, SettingsHash.of(settings), clock.instant());
    }

    /** The rehearsal that this person waits for, whatever it is of; while it runs, no other can be started. */
    public Optional<Rehearsal> mineUnderWay() {
        return repository.runningOf(actor.get().id(), clock.instant());
    }

    /** The rehearsal that belongs to a run: done before it began, on the same snapshot with the same settings. */
    public Optional<Rehearsal> of(RunDetails run) {
        Instant began = run.startedAt() == null ? clock.instant() : run.startedAt();
        return repository.doneBefore(run.snapshot(), SettingsHash.of(run.parameters()), began, clock.instant());
    }
}
