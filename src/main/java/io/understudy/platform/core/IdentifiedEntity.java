package io.understudy.platform.core;

import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Transient;
import org.springframework.data.domain.Persistable;

/** An entity whose id is given at creation, so that Spring Data cannot distinguish a new one from a stored one by its id. */
@MappedSuperclass
public abstract class IdentifiedEntity<ID> implements Persistable<ID> {
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
