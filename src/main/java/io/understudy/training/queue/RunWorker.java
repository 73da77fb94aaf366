package io.understudy.training.queue;

import io.understudy.platform.core.DomainException;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.platform.jobs.JobWithdrawn;
import io.understudy.platform.jobs.JobWorker;
import io.understudy.storage.BlobStore;
import io.understudy.training.RunId;
import io.understudy.training.RunProgress;
import io.understudy.training.RunState;
import io.understudy.training.backends.TrainingBackends;
import io.understudy.training.backends.api.BackendJob;
import io.understudy.training.backends.api.TrainingBackend;
import io.understudy.training.runs.JobAssembler;
import io.understudy.training.runs.QueueChanged;
import io.understudy.training.runs.RunChanged;
import io.understudy.training.runs.RunService;
import io.understudy.training.runs.RunSignals;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * This node's worker for runs: it reacts at once when one is launched or cancelled here; changes made by other nodes come
 * in every second.
 */
@Component
public class RunWorker extends JobWorker<RunId, RunProgressWriter.Claim> {
    private static final Logger log = LoggerFactory.getLogger(RunWorker.class);

    private final RunProgressWriter progressWriter;
    private final QueueRepository queues;
    private final JobAssembler assembly;
    private final TrainingBackends backends;
    private final BlobStore blobs;
    private final ResultFileStore results;
    private final RunSignals signals;
    private final RunService runs;
    private final Clock clock;

    private long queuesSeen;

    RunWorker(
            RunProgressWriter progressWriter,
            QueueRepository queues,
            JobAssembler assembly,
            TrainingBackends backends,
            BlobStore blobs,
            ResultFileStore results,
            RunSignals signals,
            RunService runs,
            Clock clock,
            @Value("${understudy.training.worker:${db-scheduler.enabled:true}}") boolean enabled) {
        super("run", progressWriter, enabled);
        this.progressWriter = progressWriter;
        this.queues = queues;
        this.assembly = assembly;
        this.backends = backends;
        this.blobs = blobs;
        this.results = results;
        this.signals = signals;
        this.runs = runs;
        this.clock = clock;
    }

    @TransactionalEventListener
    void changed(RunChanged change) {
        RunProgress progress = change.progress();
        if (progress.state() == RunState.CANCELLED) {
            stop(progress.run());
        }
        if (progress.state() == RunState.QUEUED || progress.state().isOver()) {
            wake();
        }
    }

    @TransactionalEventListener
    void changed(QueueChanged change) {
        wake();
    }

    private final class RunTask implements Task {
        private final RunProgressWriter.Claim claim;
        private final TrainingBackend backend;
        private final BackendJob job;
        private final PersistingRunReporter reporter;
        private volatile @Nullable String handle;

        RunTask(RunProgressWriter.Claim claim, Runnable whenOver) {
            this.claim = claim;
            this.backend = backends.byId(claim.run().backend());
            this.job = assembly.job(claim);
            this.reporter = new PersistingRunReporter(
                    progressWriter,
                    blobs,
                    results,
                    clock,
                    claim.lease(),
                    job.parameters().samplePrompts(),
                    whenOver);
        }

        @Override
        public void begin() {
            handle = backend.submit(job, reporter);
            // False as well when the job was so short that it is over: then there is nothing to stop.
            if (!progressWriter.renew(claim.lease())) {
                throw new JobWithdrawn("Run " + claim.run().number() + " is no longer this worker's");
            }
        }

        @Override
        public void stop() {
            Optional.ofNullable(handle).ifPresent(backend::cancel);
        }

        @Override
        public void letGo() {
            Optional.ofNullable(handle).ifPresent(backend::letGo);
        }

        @Override
        public void beat() {
            reporter.beat();
            if (backend.isRemote()
                    && backends.find(backend.id())
                            .filter(backend::isReachedElsewhere)
                            .isPresent()) {
                progressWriter.handOver(claim.lease());
                throw new JobWithdrawn("Run " + claim.run().number() + " is followed at the new address");
            }
        }
    }

    /** Backend by backend: a slow one keeps no other waiting. */
    @Override
    protected Optional<RunProgressWriter.Claim> claimNext(String worker, int running) {
        return queues.backendsWithWaitingRuns().stream()
                .flatMap(backend -> progressWriter.claimNext(backend, worker).stream())
                .findFirst();
    }

    @Override
    protected Task prepare(RunProgressWriter.Claim claim, Runnable whenOver) {
        return new RunTask(claim, whenOver);
    }

    @Override
    protected JobFailure explain(RunProgressWriter.Claim claim, RuntimeException problem) {
        if (problem instanceof DomainException refusal) {
            return new JobFailure(refusal.words(), "Fix that, then resume the run.", problem);
        }
        log.error("Run {} could not be started", claim.run().number(), problem);
        return new JobFailure(
                "The run could not be started: " + problem.getMessage(),
                "An admin can find the details in the server's log. Resume the run once the cause is fixed.",
                problem);
    }

    @Override
    protected void notBegun(RunProgressWriter.Claim claim, JobFailure problem) {
        boolean recalled = problem.getCause() instanceof DomainException.Conflict;
        progressWriter.notBegun(claim.lease(), problem, recalled);
    }

    /** Another node may have changed a run, or paused, resumed or reordered a queue. */
    @Override
    protected void look() {
        long now = queues.fingerprint();
        if (now != queuesSeen) {
            queuesSeen = now;
            signals.queuesChanged();
        }
        runs.changedSince(signals.lastSeenChange()).forEach(signals::show);
    }
}
