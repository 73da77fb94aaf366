package io.understudy.storage.s3;

import java.net.URI;

interface S3Endpoint extends AutoCloseable {
    URI uri();

    String accessKey();

    String secretKey();

    String place();

    boolean embedded();

    record Remote(URI uri, String accessKey, String secretKey) implements S3Endpoint {
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
