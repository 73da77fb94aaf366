package io.understudy.platform.core;

import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What every aggregate root has: an id given at creation, a version for optimistic locking, equality by id. Aggregates
 * have verbs, not setters.
 */
@MappedSuperclass
public abstract class Aggregate extends StoredRow<UUID> {
    @Id
    private UUID id;

    @Version
    @Column(name = "row_version")
    private long rowVersion;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected Aggregate() {}

    protected Aggregate(UUID id) {
        this.id = id;
    }

    @Override
    public UUID getId() {
        return id;
    }

    /** Counts the saves; a form sends it back so that a stale save is noticed. */
    public long rowVersion() {
        return rowVersion;
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof Aggregate that && id.equals(that.id);
    }

    @Override
    public final int hashCode() {
        return id.hashCode();
    }
}
