package io.understudy.platform.core;

import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Transient;
import org.springframework.data.domain.Persistable;

/**
 * Knows whether it is in the database: its id is given at creation, so Spring Data cannot tell a new row from a stored
 * one by that.
 *
 * @param <I> the id
 */
@MappedSuperclass
public abstract class StoredRow<I> implements Persistable<I> {
    @Transient
    private boolean stored;

    @Override
    public boolean isNew() {
        return !stored;
    }

    @PostLoad
    @PostPersist
    public void markStored() {
        stored = true;
    }
}
