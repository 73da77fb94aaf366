package io.understudy.training.queue;

import io.understudy.identity.CallerRole;
import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.Actor;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.RunAs;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.training.RunContribution.Deed;
import io.understudy.training.RunId;
import io.understudy.training.RunState;
import io.understudy.training.backends.TrainingBackends;
import io.understudy.training.backends.api.ExtraOutput;
import io.understudy.training.backends.api.TrainingBackend;
import io.understudy.training.runs.RunOutputRepository;
import io.understudy.training.runs.TrainingRun;
import io.understudy.training.runs.TrainingRuns;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Checkpoints and samples that people ask for while a run trains. It waits for engines, outside of transactions. */
@Service
@MembersOnly
public class ExtraOutputService {
    private final TrainingRuns runs;
    private final RunOutputRepository repository;
    private final TrainingBackends backends;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;
    private final TransactionOperations transaction;
    private final Clock clock;

    ExtraOutputService(
            TrainingRuns runs,
            RunOutputRepository repository,
            TrainingBackends backends,
            CurrentActor actor,
            AuditEvents auditEvents,
            ApplicationEventPublisher events,
            TransactionOperations transaction,
            Clock clock) {
        this.runs = runs;
        this.repository = repository;
        this.backends = backends;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What the caller can ask the run for now; empty when it does not train, or its trainer takes no requests. */
    public Set<ExtraOutput> offered(RunId id) {
        return runs.findById(id.value()).map(this::offered).orElse(Set.of());
    }

    private Set<ExtraOutput> offered(TrainingRun run) {
        return run.state() != RunState.RUNNING || run.memo() == null
                ? Set.of()
                : backends.find(run.backend())
                        .filter(backend -> CallerRole.includes(backend.terms().openTo()))
                        .map(backend -> backend.extras(run.parameters()))
                        .orElse(Set.of());
    }

    /**
     * The trainer makes it after its current step. Who asks becomes one of the run's makers, because a checkpoint may
     * become a version; also where the engine gives no answer, because its trainer may make it all the same.
     *
     * @throws DomainException.Conflict when the run does not offer it now, or the engine does not answer
     */
    public void ask(RunId id, ExtraOutput wanted) {
        TrainingRun run = Objects.requireNonNull(transaction.execute(status -> writtenDown(id, wanted)));
        String memo = Objects.requireNonNull(run.memo());
        TrainingBackend backend = backends.byId(run.backend());
        try {
            RunAs.run(() -> backend.ask(id.value().toString(), memo, wanted));
        } catch (JobFailure problem) {
            throw new DomainException.Conflict(problem.words() + " " + problem.advice(), problem);
        }
    }

    private TrainingRun writtenDown(RunId id, ExtraOutput wanted) {
        TrainingRun run = runs.requireLocked(id);
        if (!offered(run).contains(wanted)) {
            throw new DomainException.Conflict("Run " + run.number() + " cannot be asked for " + wanted.words()
                    + " now. Its page shows what you can do.");
        }
        Actor by = actor.get();
        Instant now = clock.instant();
        repository.contribute(id, by.id(), deed(wanted), now);
        String line = by.name() + " asked the trainer for " + wanted.words();
        repository.addLines(id, run.logged(1, now), List.of(line), now);
        auditEvents.publish(verb(wanted), run.subject());
        events.publishEvent(run.changed());
        return run;
    }

    private static Deed deed(ExtraOutput wanted) {
        return switch (wanted) {
            case CHECKPOINT -> Deed.ASKED_FOR_CHECKPOINT;
            case SAMPLES -> Deed.ASKED_FOR_SAMPLES;
        };
    }

    private static String verb(ExtraOutput wanted) {
        return switch (wanted) {
            case CHECKPOINT -> "run.checkpoint-requested";
            case SAMPLES -> "run.samples-requested";
        };
    }
}
