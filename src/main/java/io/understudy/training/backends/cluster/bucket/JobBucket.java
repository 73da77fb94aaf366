package io.understudy.training.backends.cluster.bucket;

import io.understudy.platform.jobs.JobFailure;
import io.understudy.storage.ExchangeStore;
import io.understudy.storage.ExchangeStore.Exchanged;
import io.understudy.storage.ExchangeStore.LinkUse;
import io.understudy.storage.ObjectContent;
import io.understudy.storage.ObjectStore.Location;
import io.understudy.storage.StorageFailure;
import io.understudy.storage.StoreUnreachable;
import io.understudy.training.backends.cluster.EngineUnreachable;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Objects of jobs in the S3 store, which pods reach by links. Every method throws {@link EngineUnreachable} when the
 * store gives no answer or no pod reaches it, and {@link JobFailure} when it refuses.
 */
public final class JobBucket {
    /** S3 has none that last longer. */
    private static final Duration LONGEST = Duration.ofDays(7);

    private final ExchangeStore store;
    private final InstantSource clock;

    @FunctionalInterface
    private interface Use<T, E extends Exception> {
        T of(ExchangeStore store) throws E;
    }

    public JobBucket(ExchangeStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Of the links that are made now. */
    Instant endOfLinks() {
        return clock.instant().plus(LONGEST);
    }

    /** For a pod, as long as links can last. */
    String link(LinkUse use, String key) {
        return asked(reached -> reached.link(use, key, LONGEST).toString());
    }

    void put(String key, ObjectContent content) {
        asked(reached -> {
            reached.put(key, content);
            return key;
        });
    }

    Optional<Exchanged> find(String key) {
        return asked(reached -> reached.find(key));
    }

    byte[] read(String key, long offset, int most) {
        return asked(reached -> reached.read(key, offset, most));
    }

    boolean copyTo(String key, long most, OutputStream target) throws IOException {
        return this.<Boolean, IOException>asked(reached -> reached.copyTo(key, most, target));
    }

    void remove(String key) {
        asked(reached -> {
            reached.remove(key);
            return key;
        });
    }

    List<Exchanged> list(String prefix) {
        return asked(reached -> reached.list(prefix));
    }

    private <T, E extends Exception> T asked(Use<T, E> use) throws E {
        Location place = store.location();
        if (place.embedded()) {
            throw new EngineUnreachable(
                    "Pods exchange files with Understudy through an S3 service, and this server keeps its files in a"
                            + " folder of its own.",
                    "Set understudy.storage.endpoint to an S3 service that the cluster reaches.",
                    null);
        }
        try {
            return use.of(store);
        } catch (StoreUnreachable away) {
            throw new EngineUnreachable(
                    "The object store at " + place.place() + " gives no answer.", "Check that it is running.", away);
        } catch (StorageFailure refused) {
            throw new JobFailure(
                    "The object store refuses a file of the job.",
                    "Check the keys, the bucket and its free space, and the permissions to read, write, list and"
                            + " delete in it.",
                    refused);
        }
    }
}
