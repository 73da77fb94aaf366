package io.understudy.training.backends.cluster.bucket;

import io.understudy.storage.StorageProperties;
import io.understudy.training.backends.cluster.EngineUnreachable;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The S3 service that this server keeps its files in.
 *
 * @param outside the same service as machines elsewhere reach it
 */
public record BucketAccess(
        URI endpoint, URI outside, String region, String bucket, String accessKey, String secretKey) {
    /** @throws EngineUnreachable when files are kept in this server itself, which no pod reaches */
    public static BucketAccess of(StorageProperties storage) {
        URI endpoint = storage.endpoint();
        if (endpoint == null) {
            throw new EngineUnreachable(
                    "Pods exchange files with Understudy through an S3 service, and this server keeps its files in a"
                            + " folder of its own.",
                    "Set understudy.storage.endpoint to an S3 service that the cluster reaches.",
                    true,
                    null);
        }
        URI outside = storage.publicEndpoint();
        return new BucketAccess(
                endpoint,
                outside == null ? endpoint : outside,
                storage.region(),
                storage.bucket(),
                required(storage.accessKey()),
                required(storage.secretKey()));
    }

    private static String required(@Nullable String key) {
        return Objects.requireNonNull(key, "storage properties without a key");
    }

    /** Leaves the keys out: a record prints all it has, and this one may reach a log. */
    @Override
    public String toString() {
        return "BucketAccess[endpoint=" + endpoint + ", bucket=" + bucket + "]";
    }
}
