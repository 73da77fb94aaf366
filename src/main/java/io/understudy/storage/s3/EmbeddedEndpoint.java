package io.understudy.storage.s3;

import io.understudy.platform.data.PrivateFolder;
import io.understudy.storage.StorageFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/**
 * An S3 service inside this process, on a loopback port that the system picks, with objects as files in one folder.
 * Its keys are made at every start and never leave the process.
 */
public final class EmbeddedEndpoint implements S3Endpoint {
    private static final int KEY_BYTES = 24;
    private static final int MAX_THREADS = 32;
    /** No waiting: every client is in this process and was stopped before. */
    private static final long STOP_TIMEOUT_MILLIS = 0;

    private final Path folder;
    private final S3Proxy service;
    private final String accessKey;
    private final String secretKey;

    public EmbeddedEndpoint(Path directory) {
        SecureRandom random = new SecureRandom();
        accessKey = key(random);
        secretKey = key(random);
        try {
            folder = PrivateFolder.create(directory).toRealPath();
            service = S3Proxy.builder()
                    .blobStore(new FilesystemNio2BlobStore(folder.toString()))
                    .endpoint(URI.create("http://127.0.0.1:0"))
                    .awsAuthentication(AuthenticationType.AWS_V4, accessKey, secretKey)
                    .jettyMaxThreads(MAX_THREADS)
                    .stopTimeout(STOP_TIMEOUT_MILLIS)
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The folder " + directory + " for objects cannot be used: make it writable, or set"
                            + " understudy.storage.directory to another.",
                    e);
        }
        start();
    }

    private static String key(SecureRandom random) {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @SuppressWarnings("IllegalCatch")
    private void start() {
        try {
            service.start();
        } catch (Exception e) {
            throw new StorageFailure("The embedded object store could not start: " + e.getMessage(), e);
        }
    }

    @Override
    public URI uri() {
        return URI.create("http://127.0.0.1:" + service.getPort());
    }

    @Override
    public String accessKey() {
        return accessKey;
    }

    @Override
    public String secretKey() {
        return secretKey;
    }

    @Override
    public String place() {
        return folder.toString();
    }

    @Override
    public boolean embedded() {
        return true;
    }

    @Override
    public void close() throws Exception {
        service.stop();
    }
}
