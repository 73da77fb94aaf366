package io.understudy.training.rehearsal;

import io.understudy.datasets.SnapshotId;
import io.understudy.platform.core.SystemOnly;
import io.understudy.platform.jobs.JobClaim;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.platform.jobs.JobLease;
import io.understudy.platform.jobs.JobProperties;
import io.understudy.platform.jobs.LeasedJobWriter;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.training.TrainingSettings;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

@Component
@SystemOnly
@Transactional
class RehearsalProgressWriter extends LeasedJobWriter<RehearsalId, RehearsalJob> {
    private final RehearsalJobs jobs;
    private final RehearsalRepository repository;
    private final BlobStore blobs;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    RehearsalProgressWriter(
            RehearsalJobs jobs,
            RehearsalRepository repository,
            BlobStore blobs,
            JobProperties properties,
            ApplicationEventPublisher events,
            Clock clock) {
        super(properties, clock);
        this.jobs = jobs;
        this.repository = repository;
        this.blobs = blobs;
        this.events = events;
        this.clock = clock;
    }

    record Claim(JobLease<RehearsalId> lease, SnapshotId snapshot, TrainingSettings settings, int steps)
            implements JobClaim<RehearsalId> {}

    public Optional<Claim> claimNext(String worker) {
        for (UUID id : repository.waiting()) {
            RehearsalJob job = jobs.lockById(id).orElseThrow();
            if (job.isWaiting()) {
                return Optional.of(claim(job, worker));
            }
        }
        return Optional.empty();
    }

    private Claim claim(RehearsalJob job, String worker) {
        Instant now = clock.instant();
        BlobHash before = job.claim(worker, leaseEnd(now), now);
        if (before != null) {
            blobs.release(before);
        }
        repository.forgetLines(job.id());
        changed(job);
        return new Claim(
                new JobLease<>(job.id(), worker, job.attempt()), job.snapshot(), job.settings(), job.plannedSteps());
    }

    public boolean found(JobLease<RehearsalId> lease, RehearsalFinding line) {
        return whenLeased(lease, job -> {
            repository.addLine(job.id(), line);
            job.found(clock.instant());
        });
    }

    public boolean step(JobLease<RehearsalId> lease, int step) {
        return whenLeased(lease, job -> job.advance(step, clock.instant()));
    }

    public boolean sample(JobLease<RehearsalId> lease, BlobHash picture, RehearsalFinding line) {
        return whenLeased(lease, job -> {
            blobs.retain(picture);
            job.drew(picture, clock.instant());
            repository.addLine(job.id(), line);
        });
    }

    public boolean finish(JobLease<RehearsalId> lease, int step, RehearsalFinding line) {
        return whenLeased(lease, job -> {
            job.advance(step, clock.instant());
            finish(job, line);
        });
    }

    /** What was not checked stays undecided; the line of what went wrong says why. */
    public boolean fail(JobLease<RehearsalId> lease, RehearsalFinding line) {
        return whenLeased(lease, job -> finish(job, line));
    }

    @Override
    public boolean fail(JobLease<RehearsalId> lease, JobFailure problem) {
        return fail(lease, new RehearsalFinding(RehearsalCheck.LOSS, false, problem.words()));
    }

    private void finish(RehearsalJob job, RehearsalFinding line) {
        repository.addLine(job.id(), line);
        job.finish(clock.instant());
    }

    @Override
    public boolean release(JobLease<RehearsalId> lease) {
        return whenLeased(lease, job -> job.handBack("The server was stopped", clock.instant()));
    }

    @Override
    public boolean isCancelled(RehearsalId job) {
        return jobs.findById(job.value()).filter(found -> !found.isRunning()).isPresent();
    }

    @Override
    protected void takeBack(RehearsalJob job, Instant now) {
        if (job.isHopeless()) {
            finish(
                    job,
                    new RehearsalFinding(
                            RehearsalCheck.LOSS,
                            false,
                            "The server went down " + job.fruitlessAttempts() + " times during this rehearsal."));
        } else {
            job.returnToQueue("The server stopped responding", now);
        }
    }

    @Override
    protected List<UUID> leasesOver(Instant now) {
        return repository.leasesOver(now);
    }

    @Override
    protected Optional<RehearsalJob> lock(UUID id) {
        return jobs.lockById(id);
    }

    @Override
    protected void changed(RehearsalJob job) {
        events.publishEvent(job.changed());
    }
}
