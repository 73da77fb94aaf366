package io.understudy.generation.jobs;

import io.understudy.generation.GenerationDetails;
import io.understudy.generation.GenerationId;
import io.understudy.generation.GenerationProgress;
import io.understudy.generation.GenerationRequest;
import io.understudy.generation.GenerationState;
import io.understudy.generation.PictureGenerated;
import io.understudy.generation.backends.GenerationBackends;
import io.understudy.generation.backends.api.GenerationTask.TaskPicture;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.SystemOnly;
import io.understudy.platform.jobs.JobClaim;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.platform.jobs.JobLease;
import io.understudy.platform.jobs.JobProperties;
import io.understudy.platform.jobs.LeasedJobWriter;
import io.understudy.providers.engines.EngineDirectory;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.storage.StoredBlob;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

@Component
@SystemOnly
@Transactional
class GenerationProgressWriter extends LeasedJobWriter<GenerationId, GenerationJob> {
    private final GenerationJobs jobs;
    private final GenerationRepository repository;
    private final GenerationBackends generators;
    private final EngineDirectory engines;
    private final BlobStore blobs;
    private final GenerationCharges charges;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    GenerationProgressWriter(
            GenerationJobs jobs,
            GenerationRepository repository,
            GenerationBackends generators,
            EngineDirectory engines,
            BlobStore blobs,
            GenerationCharges charges,
            JobProperties properties,
            AuditEvents auditEvents,
            ApplicationEventPublisher events,
            Clock clock) {
        super(properties, clock);
        this.jobs = jobs;
        this.repository = repository;
        this.generators = generators;
        this.engines = engines;
        this.blobs = blobs;
        this.charges = charges;
        this.auditEvents = auditEvents;
        this.events = events;
        this.clock = clock;
    }

    record Claim(
            JobLease<GenerationId> lease,
            GenerationDetails job,
            List<GenerationRequest.Lora> loras,
            Map<BlobHash, StoredBlob> files,
            List<TaskPicture> missing)
            implements JobClaim<GenerationId> {}

    public Optional<Claim> claimNext(String worker) {
        for (UUID id : repository.waiting(generators.closed(repository::running))) {
            GenerationJob job = jobs.lockById(id).orElseThrow();
            if (job.state() == GenerationState.QUEUED && hasRoom(job.backend())) {
                return Optional.of(claim(job, worker));
            }
        }
        return Optional.empty();
    }

    /** Asked with the engine locked, so that its limit holds however many nodes look at the same moment. */
    private boolean hasRoom(String backend) {
        return engines.mayStart(backend)
                && !generators.closed(repository::running).contains(backend);
    }

    private Claim claim(GenerationJob job, String worker) {
        Instant now = clock.instant();
        List<TaskPicture> missing = repository.missing(job.id());
        int toSend = (int) missing.stream().filter(each -> !each.isUnderway()).count();
        job.claim(worker, leaseEnd(now), toSend, now);
        charges.begin(job, missing.size());
        events.publishEvent(job.changed());
        List<GenerationRequest.Lora> loras = repository.loras(List.of(job.id())).getOrDefault(job.id(), List.of());
        return new Claim(
                new JobLease<>(job.id(), worker, job.attempt()),
                job.details(job.backend(), loras),
                loras,
                blobs.describe(loras.stream().map(GenerationRequest.Lora::file).toList()),
                missing);
    }

    public boolean say(JobLease<GenerationId> lease, String words) {
        return whenLeased(lease, job -> job.say(words, clock.instant()));
    }

    /** Kept also when a person cancelled the job meanwhile. */
    public boolean underway(JobLease<GenerationId> lease, int position, String handle) {
        Optional<GenerationJob> same = sameAttempt(lease);
        same.ifPresent(job -> {
            repository.underway(job.id(), position, handle);
            if (job.state() == GenerationState.CANCELLED) {
                generators
                        .find(job.backend())
                        .ifPresent(backend ->
                                backend.cancelRequests(job.id().value().toString(), List.of(handle)));
            }
        });
        return same.filter(job -> job.isLeasedTo(lease)).isPresent();
    }

    public boolean sending(JobLease<GenerationId> lease, int position, String handle) {
        return whenLeased(lease, job -> {
            repository.sending(job.id(), position, handle, job.attempt());
            job.send();
        });
    }

    /** Kept also when a person cancelled the job meanwhile. */
    public boolean notCharged(JobLease<GenerationId> lease, int position) {
        Optional<GenerationJob> same =
                sameAttempt(lease).filter(job -> job.isLeasedTo(lease) || job.state() != GenerationState.RUNNING);
        same.ifPresent(job -> takeBack(job, position, true));
        return same.filter(job -> job.isLeasedTo(lease)).isPresent();
    }

    /** @param sentNow whether the current attempt counts the request among those that it sent */
    private void takeBack(GenerationJob job, int position, boolean sentNow) {
        repository.underway(job.id(), position, null);
        if (sentNow) {
            job.takeBackSent(clock.instant());
            if (job.state() != GenerationState.RUNNING) {
                end(job, Set.of());
            }
        }
        events.publishEvent(job.changed());
    }

    /** The service took a request of a stopped job out of its queue. */
    public void takenOut(GenerationId id, String handle) {
        jobs.lockById(id.value())
                .filter(job -> job.state().isStopped())
                .ifPresent(job -> repository
                        .underway(handle)
                        .filter(request -> request.job().equals(id))
                        .ifPresent(request -> {
                            Integer sent = request.sentAttempt();
                            takeBack(job, request.position(), sent != null && sent == job.attempt());
                        }));
    }

    /**
     * The service reports that a request is over whose answer was lost: it has a name now, and can be asked for. A job that
     * would send nothing else does so.
     *
     * @param lost handle of the request until now
     */
    public void found(String lost, String handle) {
        Optional<GenerationJob> asked = repository
                .underway(lost)
                .flatMap(request -> jobs.lockById(request.job().value()));
        // Read again under the lock.
        asked.flatMap(job -> repository.underway(lost)).ifPresent(request -> {
            GenerationJob job = asked.orElseThrow();
            repository.underway(job.id(), request.position(), handle);
            if (job.state() == GenerationState.FAILED
                    && repository.missing(job.id()).stream().allMatch(each -> isKnown(job, each))) {
                job.resume("The service reports that it is done; fetching it", clock.instant());
            }
            events.publishEvent(job.changed());
        });
    }

    private boolean isKnown(GenerationJob job, TaskPicture missing) {
        String handle = missing.handle();
        return handle != null
                && generators
                        .find(job.backend())
                        .filter(backend -> backend.isKnown(handle))
                        .isPresent();
    }

    private void end(GenerationJob job, Set<Integer> over) {
        over.forEach(position -> repository.underway(job.id(), position, null));
        charges.end(job, repository.missing(job.id()), !over.isEmpty());
    }

    public boolean drawn(JobLease<GenerationId> lease, int position, BlobHash picture, double seconds) {
        return whenLeased(lease, job -> {
            Instant now = clock.instant();
            if (repository.drawn(job.id(), position, picture, seconds, now)) {
                blobs.retain(picture);
                job.drew(now);
                events.publishEvent(new PictureGenerated(job.id(), position, picture));
            }
        });
    }

    public boolean refused(JobLease<GenerationId> lease, int position, String words) {
        return whenLeased(lease, job -> {
            if (repository.refused(job.id(), position, words)) {
                job.refuse(clock.instant());
            }
        });
    }

    public boolean finish(JobLease<GenerationId> lease) {
        return whenLeased(lease, job -> {
            if (job.isComplete()) {
                job.succeed(clock.instant());
                end(job, Set.of());
                auditEvents.publish("generation.finished", job.subject(), outcome(job));
            } else {
                fail(
                        job,
                        "The backend ended without generating every picture.",
                        "Generate the missing pictures to continue; an admin can find more in the server's log.",
                        Set.of());
            }
        });
    }

    private static Map<String, String> outcome(GenerationJob job) {
        GenerationProgress progress = job.pulse();
        return Map.of("drawn", Integer.toString(progress.drawn()), "refused", Integer.toString(progress.refused()));
    }

    @Override
    public boolean fail(JobLease<GenerationId> lease, JobFailure problem) {
        return fail(lease, problem, Set.of());
    }

    public boolean fail(JobLease<GenerationId> lease, JobFailure problem, Set<Integer> over) {
        return whenLeased(lease, job -> fail(job, problem.words(), problem.advice(), over));
    }

    @Override
    public boolean isCancelled(GenerationId job) {
        return jobs.findById(job.value())
                .filter(found -> found.state() == GenerationState.CANCELLED)
                .isPresent();
    }

    private void fail(GenerationJob job, String words, String advice, Set<Integer> over) {
        job.fail(words, advice, clock.instant());
        end(job, over);
        auditEvents.publish("generation.failed", job.subject(), Map.of("reason", words));
    }

    @Override
    public boolean release(JobLease<GenerationId> lease) {
        return whenLeased(lease, job -> {
            job.handBack("The server was stopped; the missing pictures follow", clock.instant());
            end(job, Set.of());
        });
    }

    @Override
    protected void takeBack(GenerationJob job, Instant now) {
        if (job.isHopeless()) {
            fail(
                    job,
                    "The server went down " + job.fruitlessAttempts()
                            + " times on these pictures before one was generated.",
                    "Ask an admin to check the server's log, then generate the missing pictures.",
                    Set.of());
        } else {
            job.returnToQueue("The server stopped responding; the missing pictures follow", now);
            end(job, Set.of());
        }
    }

    @Override
    protected List<UUID> leasesOver(Instant now) {
        return repository.leasesOver(now);
    }

    @Override
    protected Optional<GenerationJob> lock(UUID id) {
        return jobs.lockById(id);
    }

    @Override
    protected void changed(GenerationJob job) {
        events.publishEvent(job.changed());
    }
}
