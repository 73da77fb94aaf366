package io.understudy.generation.jobs;

import io.understudy.generation.GenerationDetails;
import io.understudy.generation.GenerationId;
import io.understudy.generation.GenerationProgress;
import io.understudy.generation.GenerationRequest;
import io.understudy.generation.GenerationState;
import io.understudy.generation.PictureGenerated;
import io.understudy.identity.SystemOnly;
import io.understudy.platform.core.AuditEvents;
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
import java.util.function.Consumer;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What workers write down about jobs. Everything is refused to a worker that no longer holds the job: the
 * methods that take a {@link GenerationLease} then answer false and change nothing.
 */
@Component
@SystemOnly
@Transactional
class GenerationProgressWriter {
    private final GenerationJobs jobs;
    private final GenerationRepository repository;
    private final BlobStore blobs;
    private final GenerationCharges charges;
    private final GenerationProperties properties;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    GenerationProgressWriter(
            GenerationJobs jobs,
            GenerationRepository repository,
            BlobStore blobs,
            GenerationCharges charges,
            GenerationProperties properties,
            AuditEvents auditEvents,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jobs = jobs;
        this.repository = repository;
        this.blobs = blobs;
        this.charges = charges;
        this.properties = properties;
        this.auditEvents = auditEvents;
        this.events = events;
        this.clock = clock;
    }

    record Claim(
            GenerationLease lease,
            GenerationDetails job,
            List<GenerationRequest.Lora> loras,
            Map<BlobHash, StoredBlob> files,
            List<GenerationRepository.Missing> missing) {}

    public Optional<Claim> claimNext(String worker) {
        for (UUID id : repository.waiting()) {
            GenerationJob job = jobs.lockById(id).orElseThrow();
            if (job.state() == GenerationState.QUEUED) {
                return Optional.of(claim(job, worker));
            }
        }
        return Optional.empty();
    }

    private Claim claim(GenerationJob job, String worker) {
        Instant now = clock.instant();
        List<GenerationRepository.Missing> missing = repository.missing(job.id());
        int toSend = (int) missing.stream().filter(each -> !each.isUnderway()).count();
        job.claim(worker, now.plus(properties.lease()), toSend, now);
        charges.begin(job);
        events.publishEvent(job.changed());
        List<GenerationRequest.Lora> loras = repository.loras(job.id());
        return new Claim(
                new GenerationLease(job.id(), worker, job.attempt()),
                job.details(job.backend(), loras),
                loras,
                blobs.describe(loras.stream().map(GenerationRequest.Lora::file).toList()),
                missing);
    }

    public boolean say(GenerationLease lease, String words) {
        return whenLeased(lease, job -> job.say(words, clock.instant()));
    }

    /** Kept also when a person cancelled the job meanwhile. */
    public boolean underway(GenerationLease lease, int position, String handle) {
        Optional<GenerationJob> same = sameAttempt(lease);
        same.ifPresent(job -> repository.underway(job.id(), position, handle));
        return same.filter(job -> job.isLeasedTo(lease)).isPresent();
    }

    public boolean sending(GenerationLease lease, int position, String handle) {
        return whenLeased(lease, job -> {
            repository.underway(job.id(), position, handle);
            job.send();
        });
    }

    /** Kept also when a person cancelled the job meanwhile. */
    public boolean notCharged(GenerationLease lease, int position) {
        Optional<GenerationJob> same = sameAttempt(lease)
                .filter(job -> job.isLeasedTo(lease) || job.state().isStopped());
        same.ifPresent(job -> {
            repository.underway(job.id(), position, null);
            job.takeBackSent(clock.instant());
            if (job.state().isStopped()) {
                end(job, Set.of());
            }
            events.publishEvent(job.changed());
        });
        return same.filter(job -> job.isLeasedTo(lease)).isPresent();
    }

    private void end(GenerationJob job, Set<Integer> over) {
        over.forEach(position -> repository.underway(job.id(), position, null));
        charges.end(job, repository.missing(job.id()), !over.isEmpty());
    }

    public boolean drawn(GenerationLease lease, int position, BlobHash picture, double seconds) {
        return whenLeased(lease, job -> {
            Instant now = clock.instant();
            if (repository.drawn(job.id(), position, picture, seconds, now)) {
                blobs.retain(picture);
                job.drew(now);
                events.publishEvent(new PictureGenerated(job.id(), position, picture));
            }
        });
    }

    public boolean refused(GenerationLease lease, int position, String words) {
        return whenLeased(lease, job -> {
            if (repository.refused(job.id(), position, words)) {
                job.refuse(clock.instant());
            }
        });
    }

    public boolean finish(GenerationLease lease) {
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
        GenerationProgress pulse = job.pulse();
        return Map.of("drawn", Integer.toString(pulse.drawn()), "refused", Integer.toString(pulse.refused()));
    }

    public boolean fail(GenerationLease lease, String words, String advice, Set<Integer> over) {
        return whenLeased(lease, job -> fail(job, words, advice, over));
    }

    private void fail(GenerationJob job, String words, String advice, Set<Integer> over) {
        job.fail(words, advice, clock.instant());
        end(job, over);
        auditEvents.publish("generation.failed", job.subject(), Map.of("reason", words));
    }

    /** Gives the job back, when this worker shuts down in good order. */
    public boolean release(GenerationLease lease) {
        return whenLeased(lease, job -> {
            job.handBack("The server was stopped; the missing pictures follow", clock.instant());
            end(job, Set.of());
        });
    }

    /** Makes the lease last from now on; false when the job is no longer this worker's. */
    public boolean renew(GenerationLease lease) {
        Optional<GenerationJob> held = leased(lease);
        held.ifPresent(job -> job.renew(clock.instant().plus(properties.lease())));
        return held.isPresent();
    }

    /**
     * Takes jobs from workers that did not report until their lease expired: back to the queue, or failed when
     * workers die on them again and again.
     *
     * @param ours the jobs that this node works on: however late it is with their leases, it has not died on them
     */
    public void takeBackOverdue(Set<GenerationId> ours) {
        Instant now = clock.instant();
        for (UUID id : repository.leasesOver(now)) {
            if (ours.contains(new GenerationId(id))) {
                continue;
            }
            GenerationJob job = jobs.lockById(id).orElseThrow();
            if (!job.isAbandoned(now)) {
                continue;
            }
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
            events.publishEvent(job.changed());
        }
    }

    private boolean whenLeased(GenerationLease lease, Consumer<GenerationJob> change) {
        Optional<GenerationJob> held = leased(lease);
        held.ifPresent(job -> {
            change.accept(job);
            events.publishEvent(job.changed());
        });
        return held.isPresent();
    }

    private Optional<GenerationJob> leased(GenerationLease lease) {
        return sameAttempt(lease).filter(job -> job.isLeasedTo(lease));
    }

    private Optional<GenerationJob> sameAttempt(GenerationLease lease) {
        return jobs.lockById(lease.job().value()).filter(job -> job.attempt() == lease.attempt());
    }
}
