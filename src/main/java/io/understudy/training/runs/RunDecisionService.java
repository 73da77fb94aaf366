package io.understudy.training.runs;

import io.understudy.billing.ChargeRepository;
import io.understudy.billing.ChargeState;
import io.understudy.identity.AdminsOnly;
import io.understudy.identity.accounts.PasswordProof;
import io.understudy.identity.accounts.Reauthentication;
import io.understudy.platform.core.Actor;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.RunAs;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.training.RunContribution;
import io.understudy.training.RunId;
import io.understudy.training.RunState;
import io.understudy.training.backends.TrainingBackends;
import io.understudy.training.backends.api.TrainingBackend;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What only an admin decides about a run: whether it may cost so much, and what became of it when nobody knows. */
@Service
@AdminsOnly
@Transactional
public class RunDecisionService {
    public static final int LONGEST_REASON = 500;

    private final TrainingRuns runs;
    private final RunOutputRepository repository;
    private final TrainingBackends backends;
    private final ChargeRepository charges;
    private final RunPricing pricing;
    private final RunInboxNotifier notifier;
    private final Reauthentication passwords;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    RunDecisionService(
            TrainingRuns runs,
            RunOutputRepository repository,
            TrainingBackends backends,
            ChargeRepository charges,
            RunPricing pricing,
            RunInboxNotifier notifier,
            Reauthentication passwords,
            CurrentActor actor,
            AuditEvents auditEvents,
            ApplicationEventPublisher events,
            Clock clock) {
        this.runs = runs;
        this.repository = repository;
        this.backends = backends;
        this.charges = charges;
        this.pricing = pricing;
        this.notifier = notifier;
        this.passwords = passwords;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Lets a held run into the queue, and with it the held runs of its grid: their total was held, not each of them.
     *
     * @return the numbers of the runs that are in the queue now
     * @throws DomainException.RuleViolation in {@code password} when the proof does not hold
     * @throws DomainException.Conflict when it is no longer held
     */
    public List<Long> release(RunId id, PasswordProof proof) {
        passwords.require(proof);
        return decide(id, "run.released", "was released", "", TrainingRun::release);
    }

    /**
     * Does not let a held run into the queue, nor the held runs of its grid.
     *
     * @param reason shown to everyone who sees one of them; may be empty
     * @return the numbers of the runs that are refused
     * @throws DomainException.RuleViolation in {@code reason} when it is too long
     * @throws DomainException.Conflict when it is no longer held
     */
    public List<Long> refuse(RunId id, String reason) {
        String why = reason.strip();
        if (why.length() > LONGEST_REASON) {
            throw DomainException.RuleViolation.in("reason", "A reason has up to " + LONGEST_REASON + " characters.");
        }
        return decide(id, "run.refused", "was refused", why, (run, by, now) -> run.refuse(by, why, now));
    }

    private interface Decision {
        void on(TrainingRun run, Actor by, Instant now);
    }

    private List<Long> decide(RunId id, String act, String what, String why, Decision decision) {
        Actor by = actor.get();
        Instant now = clock.instant();
        List<Long> numbers = new ArrayList<>();
        for (TrainingRun run : lockedTogether(id)) {
            if (run.state() == RunState.AWAITING_APPROVAL || run.id().equals(id)) {
                decision.on(run, by, now);
                auditEvents.publish(act, run.subject(), why.isEmpty() ? Map.of() : Map.of("reason", why));
                notifier.decided(run, what, by, why);
                events.publishEvent(run.changed());
                numbers.add(run.number());
            }
        }
        return numbers;
    }

    /** The run and its grid, locked in the order of their numbers: two admins who decide at once do not lock each other out. */
    private List<TrainingRun> lockedTogether(RunId id) {
        UUID grid = runs.findGridOf(id.value()).orElse(null);
        return grid == null ? List.of(runs.requireLocked(id)) : runs.lockByGrid(grid);
    }

    /**
     * The service did not accept the unconfirmed job, or an admin gives up what it accepted: it is sent again, and paid again.
     * On an engine of the team's what may still run is ended first.
     *
     * @throws DomainException.RuleViolation in {@code password} when the proof does not hold
     * @throws DomainException.Conflict when it is no longer unconfirmed
     */
    public void sendAgain(RunId id, PasswordProof proof) {
        passwords.require(proof);
        TrainingRun run = runs.requireLocked(id);
        boolean accepted = run.isKnownToTheService() || isAccepted(run);
        run.clearUp(givenUp(run), actor.get(), clock.instant());
        RunAs.run(() -> settleGivenUp(run, accepted));
        repository.contribute(id, actor.get().id(), RunContribution.Deed.RESUMED, clock.instant());
        auditEvents.publish("run.sent-again", run.subject());
        notifier.decided(run, "was sent again", actor.get());
        events.publishEvent(run.changed());
    }

    private void settleGivenUp(TrainingRun run, boolean accepted) {
        if (accepted || run.isChargedByTheHour()) {
            pricing.settle(run, ChargeState.ASSUMED);
        } else {
            charges.settle(run.getId(), ChargeState.NOT_CHARGED);
        }
    }

    private @Nullable String givenUp(TrainingRun run) {
        String memo = run.memo();
        TrainingBackend backend = backends.find(run.backend()).orElse(null);
        if (memo == null || backend == null) {
            return null;
        }
        backend.cancelRemembered(run.id().value().toString(), memo);
        return backend.givenUp(memo).orElse(null);
    }

    /**
     * The service did accept the unconfirmed job: the run continues with it.
     *
     * @param remoteId as the service's own list of requests names it
     * @throws DomainException.RuleViolation in {@code remoteId} when this cannot be one
     * @throws DomainException.Conflict when the run is no longer unconfirmed
     */
    public void adopt(RunId id, String remoteId) {
        TrainingRun run = runs.requireLocked(id);
        String memo;
        try {
            memo = backends.byId(run.backend()).adopt(remoteId);
        } catch (JobFailure problem) {
            throw DomainException.RuleViolation.in("remoteId", problem.words() + " " + problem.advice());
        }
        run.clearUp(memo, actor.get(), clock.instant());
        repository.contribute(id, actor.get().id(), RunContribution.Deed.ADOPTED, clock.instant());
        RunAs.run(() -> charges.settle(id.value(), ChargeState.OPEN));
        auditEvents.publish("run.adopted", run.subject(), Map.of("request", remoteId.strip()));
        notifier.decided(run, "continues with what the service accepted", actor.get());
        events.publishEvent(run.changed());
    }

    private boolean isAccepted(TrainingRun run) {
        String memo = run.memo();
        return memo != null
                && backends.find(run.backend())
                        .flatMap(backend -> backend.request(memo))
                        .isPresent();
    }
}
