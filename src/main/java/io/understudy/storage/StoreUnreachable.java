package io.understudy.storage;

import io.understudy.platform.outages.Dependency;

/** The object store does not answer; what was asked of it may succeed later. */
public final class StoreUnreachable extends StorageFailure implements Dependency.NoAnswer {
    public StoreUnreachable(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public Dependency from() {
        return Dependency.OBJECT_STORE;
    }
}
