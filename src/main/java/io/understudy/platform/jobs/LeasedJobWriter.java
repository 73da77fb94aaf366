package io.understudy.platform.jobs;

import io.understudy.platform.core.SystemOnly;
import io.understudy.platform.core.TypedId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.transaction.annotation.Transactional;

/**
 * What workers write down about one kind of job. Everything is refused to a worker that no longer holds the job: the
 * methods that take a {@link JobLease} then answer false and change nothing.
 */
@SystemOnly
@Transactional
public abstract class LeasedJobWriter<K extends TypedId, J extends LeasedJob> {
    private final Duration lasting;
    private final Clock clock;

    protected LeasedJobWriter(JobProperties properties, Clock clock) {
        this.lasting = properties.lease();
        this.clock = clock;
    }

    /** Every change begins with this lock. */
    protected abstract Optional<J> lock(UUID id);

    protected abstract List<UUID> leasesOver(Instant now);

    /** Back to the queue, or given up when workers die on it again and again. */
    protected abstract void takeBack(J job, Instant now);

    /** Called after each change, inside its transaction. */
    protected abstract void changed(J job);

    /** Gives the job back, when this worker shuts down in good order. */
    public abstract boolean release(JobLease<K> lease);

    public abstract boolean fail(JobLease<K> lease, JobFailure problem);

    public abstract boolean isCancelled(K job);

    protected final Instant leaseEnd(Instant now) {
        return now.plus(lasting);
    }

    /** Makes the lease last from now on; false when the job is no longer this worker's. */
    public boolean renew(JobLease<K> lease) {
        Optional<J> held = leased(lease);
        held.ifPresent(job -> job.renew(leaseEnd(clock.instant())));
        return held.isPresent();
    }

    /**
     * Takes jobs from workers that did not report until their lease expired.
     *
     * @param ours the jobs that this node works on: however late it is with their leases, it has not died on them
     * @return how many
     */
    public int takeBackOverdue(Set<K> ours) {
        Instant now = clock.instant();
        Set<UUID> mine = ours.stream().map(TypedId::value).collect(Collectors.toSet());
        int taken = 0;
        for (UUID id : leasesOver(now)) {
            Optional<J> abandoned = mine.contains(id) ? Optional.empty() : lock(id).filter(job -> job.isAbandoned(now));
            if (abandoned.isPresent()) {
                takeBack(abandoned.get(), now);
                changed(abandoned.get());
                taken++;
            }
        }
        return taken;
    }

    protected final boolean whenLeased(JobLease<K> lease, Consumer<J> change) {
        Optional<J> held = leased(lease);
        held.ifPresent(job -> {
            change.accept(job);
            changed(job);
        });
        return held.isPresent();
    }

    private Optional<J> leased(JobLease<K> lease) {
        return sameAttempt(lease).filter(job -> job.isLeasedTo(lease));
    }

    protected final Optional<J> sameAttempt(JobLease<K> lease) {
        return lock(lease.job().value()).filter(job -> job.attempt() == lease.attempt());
    }
}
