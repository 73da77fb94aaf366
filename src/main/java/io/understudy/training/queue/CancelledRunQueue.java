package io.understudy.training.queue;

import io.understudy.platform.jobs.BackgroundQueue;
import io.understudy.platform.jobs.JobClaimRepository;
import io.understudy.training.RunId;
import io.understudy.training.backends.TrainingBackends;
import io.understudy.training.backends.api.TrainingBackend;
import io.understudy.training.queue.QueueRepository.StoppedRun;
import io.understudy.training.runs.RunChanged;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Ends the jobs of runs that were cancelled or given up on the team's engines, however long an engine gives no answer. */
@Component
class CancelledRunQueue extends BackgroundQueue<UUID> {
    /** An engine that is away for longer is searched for orphans by an admin. */
    private static final Duration LONGEST = Duration.ofDays(30);

    /** A submission whose answer was lost may still be under way: its job is there a little later. */
    private static final Duration UNDER_WAY = Duration.ofMinutes(3);

    private final QueueRepository repository;
    private final RunProgressWriter progressWriter;
    private final TrainingBackends backends;
    private final Clock clock;

    CancelledRunQueue(
            QueueRepository repository,
            RunProgressWriter progressWriter,
            TrainingBackends backends,
            JobClaimRepository claims,
            Clock clock,
            @Value("${understudy.training.worker:${db-scheduler.enabled:true}}") boolean enabled) {
        super("run-cancel", claims, enabled);
        this.repository = repository;
        this.progressWriter = progressWriter;
        this.backends = backends;
        this.clock = clock;
    }

    @TransactionalEventListener
    void changed(RunChanged change) {
        if (change.progress().state().isStopped()) {
            add(change.progress().run().value());
        }
    }

    private List<StoppedRun> stopped() {
        return repository.stoppedSince(since(clock), backends.endingCancelled()).stream()
                .filter(run -> run.isToBeEnded(backends.byId(run.backend())))
                .toList();
    }

    static Instant since(Clock clock) {
        return clock.instant().minus(LONGEST);
    }

    @Override
    protected List<UUID> waiting() {
        return stopped().stream().map(StoppedRun::id).toList();
    }

    @Override
    protected String subject(UUID run) {
        return run.toString();
    }

    @Override
    protected void perform(UUID id) {
        stopped().stream().filter(run -> run.id().equals(id)).findFirst().ifPresent(this::end);
    }

    private void end(StoppedRun run) {
        TrainingBackend backend = backends.byId(run.backend());
        if (!backend.end(run.id().toString(), run.memo())) {
            throw new NotNow(new IllegalStateException(backend.displayName() + " has not ended the job yet"));
        }
        if (backend.request(run.memo()).isEmpty()
                && clock.instant().isBefore(run.finishedAt().plus(UNDER_WAY))) {
            throw new NotNow(new IllegalStateException(backend.displayName() + " may see a job later"));
        }
        progressWriter.endedElsewhere(new RunId(run.id()), run.memo(), backend.over(run.memo()));
    }

    /** A server that died while it asked says nothing against asking again. */
    @Override
    protected void giveUp(UUID run) {
        perform(run);
    }
}
