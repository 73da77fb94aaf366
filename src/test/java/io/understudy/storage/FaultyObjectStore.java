package io.understudy.storage;

import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The real object store, until a test lets the process "die" before or after the next put. */
public final class FaultyObjectStore implements ObjectStore {
    private final ObjectStore real;
    private final AtomicInteger puts = new AtomicInteger();
    private boolean diesBeforePut;
    private boolean diesAfterPut;
    private Runnable duringPut = () -> {};
    private Predicate<String> failsToOpen = key -> false;

    public FaultyObjectStore(ObjectStore real) {
        this.real = real;
    }

    FaultyObjectStore dyingBeforePut() {
        diesBeforePut = true;
        return this;
    }

    public FaultyObjectStore dyingAfterPut() {
        diesAfterPut = true;
        return this;
    }

    FaultyObjectStore during(Runnable meanwhile) {
        duringPut = meanwhile;
        return this;
    }

    int puts() {
        return puts.get();
    }

    @Override
    public boolean putIfAbsent(String key, ObjectContent content, String mediaType) {
        puts.incrementAndGet();
        if (diesBeforePut) {
            throw new StorageFailure("dead before the put");
        }
        Runnable once = duringPut;
        duringPut = () -> {};
        once.run();
        boolean written = real.putIfAbsent(key, content, mediaType);
        if (diesAfterPut) {
            throw new StorageFailure("dead after the put");
        }
        return written;
    }

    public FaultyObjectStore failingToOpen(Predicate<String> fails) {
        failsToOpen = fails;
        return this;
    }

    @Override
    public InputStream open(String key) throws ObjectMissing {
        if (failsToOpen.test(key)) {
            throw new StorageFailure("away");
        }
        return real.open(key);
    }

    @Override
    public boolean exists(String key) {
        return real.exists(key);
    }

    @Override
    public void remove(String key) {
        real.remove(key);
    }

    @Override
    public void forEach(String prefix, Consumer<StoredObject> visitor) {
        real.forEach(prefix, visitor);
    }

    @Override
    public Location location() {
        return real.location();
    }

    @Override
    public Optional<URI> link(String key, Duration validFor) {
        return real.link(key, validFor);
    }
}
