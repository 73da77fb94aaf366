package io.understudy.storage.s3;

import io.understudy.storage.ExchangeStore;
import java.nio.file.Path;

/** A bucket of the S3 service that the product brings along, on a port of this machine and as if it ran elsewhere. */
public final class TestBucket implements AutoCloseable {
    public static final String NAME = "team";

    private final EmbeddedEndpoint server;
    private final MinioBucket bucket;

    /** @param folder has the objects in a folder of the bucket's name */
    public TestBucket(Path folder) {
        server = new EmbeddedEndpoint(folder);
        S3Endpoint elsewhere = new S3Endpoint.Remote(server.uri(), server.accessKey(), server.secretKey(), null);
        bucket = new MinioBucket(elsewhere, "us-east-1", NAME, null, () -> {});
    }

    public ExchangeStore store() {
        return new MinioExchangeStore(bucket);
    }

    /** From then on nothing answers. */
    public void stop() throws Exception {
        server.close();
    }

    @Override
    public void close() throws Exception {
        bucket.close();
        stop();
    }
}
