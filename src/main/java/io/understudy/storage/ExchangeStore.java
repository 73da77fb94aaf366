package io.understudy.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Objects that machines elsewhere read and write by links, next to the blobs: they are replaced and read in parts.
 * Every method throws {@link StorageFailure}.
 */
public interface ExchangeStore {
    /** An earlier object of that name is replaced. */
    void put(String key, ObjectContent content);

    Optional<Exchanged> find(String key);

    /** Empty where there is no such object, and at its end. */
    byte[] read(String key, long offset, int most);

    /**
     * @param most bytes: the rest of a longer object is left there
     * @return false where there is no such object
     * @throws IOException when the target cannot be written
     */
    boolean copyTo(String key, long most, OutputStream target) throws IOException;

    void remove(String key);

    /** All objects whose names begin like this. */
    List<Exchanged> list(String prefix);

    /**
     * A link by which a machine elsewhere may use the object, whether or not there is one yet.
     *
     * @param validFor at most seven days
     */
    URI link(LinkUse use, String key, Duration validFor);

    /** Machines elsewhere do not reach an embedded one. */
    ObjectStore.Location location();

    enum LinkUse {
        READ,
        WRITE
    }

    /** @param tag another one whenever the content is another one */
    record Exchanged(String key, long size, String tag, Instant changed) {}
}
