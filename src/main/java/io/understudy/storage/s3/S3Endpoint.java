package io.understudy.storage.s3;

import java.net.URI;
import org.jspecify.annotations.Nullable;

interface S3Endpoint extends AutoCloseable {
    URI uri();

    String accessKey();

    String secretKey();

    String place();

    boolean embedded();

    /** Whether requests name the bucket in the path, else in the host's name; null for what suits the host. */
    default @Nullable Boolean pathStyle() {
        return null;
    }

    record Remote(
            URI uri,
            String accessKey,
            String secretKey,
            @Nullable Boolean pathStyle) implements S3Endpoint {
        @Override
        public String place() {
            return uri.toString();
        }

        @Override
        public boolean embedded() {
            return false;
        }

        @Override
        public void close() {
            // Stopped by its operator.
        }

        /** Leaves the keys out: a record prints all it has, and this one may reach a log. */
        @Override
        public String toString() {
            return "Remote[uri=" + uri + "]";
        }
    }
}
