package io.understudy.storage;

import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** The few things that the product asks of an object store. Every method throws {@link StorageFailure}. */
public interface ObjectStore {
    /**
     * Writes an object unless one of that name is there; never overwrites.
     *
     * @return false when there was one, which then is untouched
     */
    boolean putIfAbsent(String key, ObjectContent content, String mediaType);

    /**
     * Streams an object; the caller closes the stream.
     *
     * @throws ObjectMissing when there is none of that name
     */
    InputStream open(String key) throws ObjectMissing;

    boolean exists(String key);

    void remove(String key);

    /** Passes every object whose name has this prefix to the visitor, page by page, in no particular order. */
    void forEach(String prefix, Consumer<StoredObject> visitor);

    /**
     * A link by which anyone on the internet may read the object.
     *
     * @param validFor at most seven days
     * @return empty when the internet does not reach this store
     */
    Optional<URI> link(String key, Duration validFor);

    Location location();

    record StoredObject(String key, long size) {}

    /**
     * Where objects are stored.
     *
     * @param place the URL of the S3 service, or the folder of the embedded one
     * @param embedded whether the service runs inside this process
     */
    record Location(String place, String bucket, boolean embedded) {}

    final class ObjectMissing extends Exception {
        public ObjectMissing(String key) {
            super("There is no object " + key);
        }
    }
}
