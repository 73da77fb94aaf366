package io.understudy.platform.jobs;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;

/**
 * A worker holds a piece of work until a moment unless it renews the lease: work whose lease is over was left by a
 * worker that died. An aggregate without a lease belongs to no worker.
 *
 * @param owner name of the worker
 * @param until when the work is taken from it
 */
@Embeddable
public record WorkLease(
        @Column(name = "lease_owner") String owner,
        @Column(name = "lease_until") Instant until) {
    public boolean isOf(String worker) {
        return owner.equals(worker);
    }

    public boolean isOver(Instant now) {
        return until.isBefore(now);
    }

    public WorkLease renewed(Instant later) {
        return new WorkLease(owner, later);
    }
}
