package io.understudy.storage;

import io.understudy.platform.outages.Dependency;
import io.understudy.platform.outages.DependencyProbe;
import org.springframework.stereotype.Component;

@Component
class ObjectStoreProbe implements DependencyProbe {
    private final ObjectStore store;

    ObjectStoreProbe(ObjectStore store) {
        this.store = store;
    }

    @Override
    public Dependency dependency() {
        return Dependency.OBJECT_STORE;
    }

    /** A service may bill each request. */
    @Override
    public boolean always() {
        return false;
    }

    @Override
    public boolean answers() {
        try {
            store.exists("probe");
            return true;
        } catch (StoreUnreachable noAnswer) {
            return false;
        }
    }
}
