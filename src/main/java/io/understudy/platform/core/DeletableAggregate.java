package io.understudy.platform.core;

import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An aggregate that stays stored when it is deleted, so that deleting can be undone. */
@MappedSuperclass
public abstract class DeletableAggregate extends Aggregate {
    private @Nullable Instant deletedAt;

    protected DeletableAggregate() {}

    protected DeletableAggregate(UUID id) {
        super(id);
    }

    public void delete(Instant now) {
        this.deletedAt = now;
    }

    public void restore() {
        this.deletedAt = null;
    }

    public boolean deleted() {
        return deletedAt != null;
    }
}
