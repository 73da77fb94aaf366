package io.understudy.training;

import io.understudy.costs.ChargeState;
import io.understudy.costs.Charges;
import io.understudy.people.AdminsOnly;
import io.understudy.people.SystemActs;
import io.understudy.shared.Actor;
import io.understudy.shared.Acts;
import io.understudy.shared.CurrentActor;
import io.understudy.shared.Refusal;
import io.understudy.training.backend.BackendProblem;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What only an admin decides about a run: whether it may cost so much, and what became of it when nobody knows. */
@Service
@AdminsOnly
@Transactional
public class RunDecisionService {
    private final TrainingRuns runs;
    private final RunTables tables;
    private final Backends backends;
    private final Charges charges;
    private final CurrentActor actor;
    private final Acts acts;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    RunDecisionService(
            TrainingRuns runs,
            RunTables tables,
            Backends backends,
            Charges charges,
            CurrentActor actor,
            Acts acts,
            ApplicationEventPublisher events,
            Clock clock) {
        this.runs = runs;
        this.tables = tables;
        this.backends = backends;
        this.charges = charges;
        this.actor = actor;
        this.acts = acts;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Lets a held run into the queue, and with it the held runs of its grid: their total was held, not each of them.
     *
     * @return the numbers of the runs that are in the queue now
     * @throws Refusal.Conflict when it is no longer held
     */
    public List<Long> release(RunId id) {
        return decide(id, "run.released", TrainingRun::release);
    }

    /**
     * Does not let a held run into the queue, nor the held runs of its grid.
     *
     * @return the numbers of the runs that are refused
     * @throws Refusal.Conflict when it is no longer held
     */
    public List<Long> refuse(RunId id) {
        return decide(id, "run.refused", TrainingRun::refuse);
    }

    private interface Decision {
        void on(TrainingRun run, Actor by, Instant now);
    }

    private List<Long> decide(RunId id, String act, Decision decision) {
        Actor by = actor.get();
        Instant now = clock.instant();
        List<Long> numbers = new ArrayList<>();
        for (TrainingRun run : lockedTogether(id)) {
            if (run.state() == RunState.AWAITING_APPROVAL || run.id().equals(id)) {
                decision.on(run, by, now);
                acts.publish(act, run.subject());
                events.publishEvent(run.changed());
                numbers.add(run.number());
            }
        }
        return numbers;
    }

    /** The run and its grid, locked in the order of their numbers: two admins who decide at once do not lock each other out. */
    private List<TrainingRun> lockedTogether(RunId id) {
        UUID grid = runs.findGridOf(id.value()).orElse(null);
        return grid == null ? List.of(locked(id)) : runs.lockByGrid(grid);
    }

    /**
     * The service did not accept the unclear job, or an admin gives up what it accepted: it is sent again, and paid again.
     *
     * @throws Refusal.Conflict when it is no longer unclear
     */
    public void sendAgain(RunId id) {
        TrainingRun run = locked(id);
        boolean accepted = run.isKnownToTheService() || isAccepted(run);
        run.clearUp(null, actor.get(), clock.instant());
        SystemActs.run(() -> charges.settle(id.value(), accepted ? ChargeState.ASSUMED : ChargeState.NOT_CHARGED));
        tables.contribute(id, actor.get().id(), RunContribution.Deed.RESUMED);
        acts.publish("run.sent-again", run.subject());
        events.publishEvent(run.changed());
    }

    /**
     * The service did accept the unclear job: the run continues with it.
     *
     * @param remoteId as the service's own list of requests names it
     * @throws Refusal.RuleBroken in {@code remoteId} when this cannot be one
     * @throws Refusal.Conflict when the run is no longer unclear
     */
    public void adopt(RunId id, String remoteId) {
        TrainingRun run = locked(id);
        String memo;
        try {
            memo = backends.byId(run.backend()).adopt(remoteId);
        } catch (BackendProblem problem) {
            throw Refusal.RuleBroken.in("remoteId", problem.words() + " " + problem.advice());
        }
        run.clearUp(memo, actor.get(), clock.instant());
        tables.contribute(id, actor.get().id(), RunContribution.Deed.ADOPTED);
        SystemActs.run(() -> charges.settle(id.value(), ChargeState.OPEN));
        acts.publish("run.adopted", run.subject(), Map.of("request", remoteId.strip()));
        events.publishEvent(run.changed());
    }

    private boolean isAccepted(TrainingRun run) {
        String memo = run.memo();
        return memo != null
                && backends.find(run.backend())
                        .flatMap(backend -> backend.request(memo))
                        .isPresent();
    }

    private TrainingRun locked(RunId id) {
        return runs.lockById(id.value())
                .orElseThrow(() -> new Refusal.NotFound("There is no such run, or it was deleted."));
    }
}
