package io.understudy.training.queue;

import io.understudy.identity.RunAs;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.platform.jobs.JobWithdrawn;
import io.understudy.storage.BlobStore;
import io.understudy.training.RunDetails;
import io.understudy.training.RunId;
import io.understudy.training.SamplePrompt;
import io.understudy.training.backends.TrainingBackends;
import io.understudy.training.backends.api.TrainingBackend;
import io.understudy.training.runs.JobAssembler;
import io.understudy.training.runs.RunLease;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

@Component
public class RunWorker {
    private static final Logger log = LoggerFactory.getLogger(RunWorker.class);

    private final RunProgressWriter progressWriter;
    private final QueueRepository queues;
    private final JobAssembler assembly;
    private final TrainingBackends backends;
    private final BlobStore blobs;
    private final ResultFileStore results;
    private final Clock clock;
    private final String name = "node-" + UUID.randomUUID().toString().substring(0, 8);
    private final Map<RunId, Job> jobs = new ConcurrentHashMap<>();
    private final Map<RunId, RunLease> starting = new ConcurrentHashMap<>();

    RunWorker(
            RunProgressWriter progressWriter,
            QueueRepository queues,
            JobAssembler assembly,
            TrainingBackends backends,
            BlobStore blobs,
            ResultFileStore results,
            Clock clock) {
        this.progressWriter = progressWriter;
        this.queues = queues;
        this.assembly = assembly;
        this.backends = backends;
        this.blobs = blobs;
        this.results = results;
        this.clock = clock;
    }

    private final class Job {
        final RunLease lease;
        final TrainingBackend backend;
        final PersistingReporter recorder;
        volatile @Nullable String handle;

        Job(RunLease lease, TrainingBackend backend, List<SamplePrompt> samples) {
            this.lease = lease;
            this.backend = backend;
            this.recorder = new PersistingReporter(progressWriter, blobs, results, clock, lease, samples, this::forget);
        }

        void stop() {
            String known = handle;
            if (known != null) {
                backend.cancel(known);
            }
        }

        void letGo() {
            String known = handle;
            if (known != null) {
                backend.letGo(known);
            }
            forget();
        }

        // By job, not by run: another attempt of the same run may be under way already.
        void forget() {
            jobs.remove(lease.run(), this);
        }
    }

    /** Starts as many waiting runs as there is room for, backend by backend: a slow one keeps no other waiting. */
    public synchronized void fill() {
        RunAs.run(() -> queues.backendsWithWaitingRuns().forEach(this::fill));
    }

    private void fill(String backend) {
        Optional<RunProgressWriter.Claim> claim = progressWriter.claimNext(backend, name);
        while (claim.isPresent()) {
            start(claim.get());
            claim = progressWriter.claimNext(backend, name);
        }
    }

    private void start(RunProgressWriter.Claim claim) {
        RunLease lease = claim.lease();
        RunDetails run = claim.run();
        starting.put(lease.run(), lease);
        try {
            TrainingBackend backend = backends.byId(run.backend());
            var prepared = assembly.job(claim);
            Job job = new Job(lease, backend, prepared.parameters().samplePrompts());
            jobs.put(lease.run(), job);
            String handle = lease.attempt() == 1
                    ? backend.submit(prepared, job.recorder)
                    : backend.resume(claim.handle().orElse(null), prepared, job.recorder);
            job.handle = handle;
            // False as well when the job was so short that it is over: then there is nothing to stop.
            if (!progressWriter.accepted(lease, handle)) {
                end(job);
            }
        } catch (JobFailure problem) {
            giveUp(lease, problem.words(), problem.advice());
        } catch (DomainException refusal) {
            giveUp(lease, refusal.words(), "Fix that, then resume the run.");
        } catch (RuntimeException problem) {
            log.error("Run {} could not be started", run.number(), problem);
            giveUp(
                    lease,
                    "The run could not be started: " + problem.getMessage(),
                    "An admin can find the details in the server's log. Resume the run once the cause is fixed.");
        } finally {
            starting.remove(lease.run(), lease);
        }
    }

    private void giveUp(RunLease lease, String words, String advice) {
        jobs.remove(lease.run());
        progressWriter.fail(lease, words, advice, null);
    }

    /** A person's wish stops it everywhere; another node that has it continues with what runs elsewhere. */
    private void end(Job job) {
        if (progressWriter.isCancelled(job.lease.run())) {
            job.stop();
        } else {
            job.letGo();
        }
    }

    void stop(RunId run) {
        Job job = jobs.get(run);
        if (job != null) {
            job.stop();
        } else {
            // Nobody works on it here, but its request may continue elsewhere. Not on the thread that has just
            // committed.
            Thread.ofVirtual().name("stop elsewhere").start(() -> RunAs.run(() -> stopElsewhere(run)));
        }
    }

    private void stopElsewhere(RunId run) {
        progressWriter
                .request(run)
                .ifPresent(request -> backends.find(request.backend())
                        .ifPresent(backend -> backend.cancelRemembered(request.memo())));
    }

    void beat() {
        forEachJob(job -> job.recorder.beat());
    }

    public void renew() {
        RunAs.run(() -> starting.values().forEach(progressWriter::renew));
        forEachJob(job -> {
            if (!progressWriter.renew(job.lease)) {
                job.letGo();
            }
        });
    }

    /** Takes runs back from workers that died, after this node has renewed its own leases. */
    void takeBackOverdue() {
        renew();
        Set<RunId> ours = new HashSet<>(starting.keySet());
        ours.addAll(jobs.keySet());
        RunAs.run(() -> progressWriter.takeBackOverdue(ours));
    }

    synchronized void releaseAll() {
        forEachJob(job -> {
            progressWriter.release(job.lease);
            job.letGo();
        });
    }

    public boolean isIdle() {
        return jobs.isEmpty();
    }

    private void forEachJob(Consumer<Job> action) {
        RunAs.run(() -> List.copyOf(jobs.values()).forEach(job -> {
            try {
                action.accept(job);
            } catch (JobWithdrawn unwanted) {
                end(job);
            } catch (RuntimeException problem) {
                log.warn("Run {} could not be processed; trying again shortly", job.lease.run(), problem);
            }
        }));
    }
}
