package io.understudy.storage.s3;

import io.understudy.storage.ExchangeStore.LinkUse;
import io.understudy.storage.ObjectContent;
import io.understudy.storage.ObjectStore;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Blobs in any S3-compatible service. */
public final class MinioObjectStore implements ObjectStore, AutoCloseable {
    private static final Map<String, String> ONLY_IF_ABSENT = Map.of("If-None-Match", "*");

    /** A browser that is given the link shows nothing of it. */
    private static final Map<String, String> AS_ATTACHMENT = Map.of("response-content-disposition", "attachment");

    private final MinioBucket bucket;

    /** Closing it closes the connections. */
    public MinioObjectStore(S3Endpoint endpoint, String region, String bucket) {
        this(new MinioBucket(endpoint, region, bucket, null, () -> {}));
    }

    MinioObjectStore(MinioBucket bucket) {
        this.bucket = bucket;
    }

    @Override
    public boolean putIfAbsent(String key, ObjectContent content, String mediaType) {
        boolean inOnePart = MinioBucket.isInOnePart(content);
        // S3 takes the condition on single puts; before parts, the object is looked up instead.
        if (!inOnePart && exists(key)) {
            return false;
        }
        return bucket.put(key, content, mediaType, inOnePart ? ONLY_IF_ABSENT : Map.of());
    }

    @Override
    public InputStream open(String key) throws ObjectMissing {
        return bucket.open(key).orElseThrow(() -> new ObjectMissing(key));
    }

    @Override
    public boolean exists(String key) {
        return bucket.find(key).isPresent();
    }

    @Override
    public void remove(String key) {
        bucket.remove(key);
    }

    @Override
    public void forEach(String prefix, Consumer<StoredObject> visitor) {
        bucket.forEach(prefix, item -> visitor.accept(new StoredObject(item.objectName(), item.size())));
    }

    @Override
    public Optional<URI> link(String key, Duration validFor) {
        return bucket.hasPublicEndpoint()
                ? Optional.of(bucket.link(LinkUse.READ, key, validFor, AS_ATTACHMENT))
                : Optional.empty();
    }

    @Override
    public Location location() {
        return bucket.location();
    }

    @Override
    public void close() throws Exception {
        bucket.close();
    }
}
