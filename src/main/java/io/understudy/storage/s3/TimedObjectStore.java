package io.understudy.storage.s3;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.understudy.storage.ObjectContent;
import io.understudy.storage.ObjectStore;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Measures how long the store takes, and how much is written to it. */
final class TimedObjectStore implements ObjectStore {
    private final MinioObjectStore store;
    private final Timer writes;
    private final Timer reads;
    private final Timer looks;
    private final Timer removals;
    private final Counter written;

    TimedObjectStore(MinioObjectStore store, MeterRegistry meters) {
        this.store = store;
        this.writes = timer("write", meters);
        this.reads = timer("read", meters);
        this.looks = timer("look", meters);
        this.removals = timer("remove", meters);
        this.written = Counter.builder("understudy.store.written")
                .baseUnit("bytes")
                .description("What was written to the object store")
                .register(meters);
    }

    @Override
    public boolean putIfAbsent(String key, ObjectContent content, String mediaType) {
        boolean put = writes.record(() -> store.putIfAbsent(key, content, mediaType));
        if (put) {
            written.increment((double) content.size());
        }
        return put;
    }

    /** Until the store begins to answer. */
    @Override
    public InputStream open(String key) throws ObjectMissing {
        Timer.Sample sample = Timer.start();
        try {
            return store.open(key);
        } finally {
            sample.stop(reads);
        }
    }

    @Override
    public boolean exists(String key) {
        return looks.record(() -> store.exists(key));
    }

    @Override
    public void remove(String key) {
        removals.record(() -> store.remove(key));
    }

    @Override
    public void forEach(String prefix, Consumer<StoredObject> visitor) {
        store.forEach(prefix, visitor);
    }

    @Override
    public Optional<URI> link(String key, Duration validFor) {
        return store.link(key, validFor);
    }

    @Override
    public Location location() {
        return store.location();
    }

    private static Timer timer(String operation, MeterRegistry meters) {
        return Timer.builder("understudy.store.operations")
                .tag("operation", operation)
                .description("Time that the object store takes")
                .register(meters);
    }
}
