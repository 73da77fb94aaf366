package io.understudy.training.backends.cluster.bucket;

import io.understudy.storage.StorageProperties;
import io.understudy.storage.s3.EmbeddedEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** A bucket of the S3 service that the product brings along, on a port of this machine. */
public final class TestBucket implements AutoCloseable {
    private final EmbeddedEndpoint server;

    public TestBucket(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("team"));
        server = new EmbeddedEndpoint(folder);
    }

    public JobBucket open() {
        return new JobBucket(this::access, Instant::now);
    }

    public StorageProperties properties() {
        return new StorageProperties(
                server.uri(),
                "us-east-1",
                "team",
                server.accessKey(),
                server.secretKey(),
                Path.of("objects"),
                Path.of("spool"),
                null);
    }

    BucketAccess access() {
        return BucketAccess.of(properties());
    }

    @Override
    public void close() throws Exception {
        server.close();
    }
}
