package io.understudy.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** An S3 service in a process of its own, which is killed, with kill -9, and started again with the same objects. */
public final class KilledObjectStore implements AutoCloseable {
    private static final String ACCESS_KEY = "killed";
    private static final String SECRET_KEY = "killed-and-started-again";

    private static final String READY = "ready";

    private final Path objects;
    private final int port;
    private Process running;

    public KilledObjectStore(Path objects) throws IOException {
        this.objects = objects;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        running = begin();
    }

    private Process begin() throws IOException {
        Process process = new ProcessBuilder(
                        ServerCommand.of(KilledObjectStore.class, List.of(objects.toString(), String.valueOf(port))))
                .redirectErrorStream(true)
                .start();
        BufferedReader log = process.inputReader();
        for (String line = log.readLine(); !READY.equals(line); line = log.readLine()) {
            if (line == null) {
                throw new IllegalStateException("The object store did not start");
            }
        }
        return process;
    }

    /** Of the product, so that it keeps its objects here. */
    public String[] options() {
        return new String[] {
            "--understudy.storage.endpoint=http://127.0.0.1:" + port,
            "--understudy.storage.access-key=" + ACCESS_KEY,
            "--understudy.storage.secret-key=" + SECRET_KEY
        };
    }

    public void kill() throws InterruptedException {
        running.destroyForcibly();
        running.waitFor(2, TimeUnit.MINUTES);
    }

    public void start() throws IOException {
        running = begin();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    public static void main(String[] args) throws Exception {
        S3Proxy.builder()
                .blobStore(new FilesystemNio2BlobStore(
                        Files.createDirectories(Path.of(args[0])).toRealPath().toString()))
                .endpoint(URI.create("http://127.0.0.1:" + args[1]))
                .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
                .build()
                .start();
        System.out.println(READY);
    }
}
