package io.understudy.cli.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is written to a file. It fails with an {@link UncheckedIOException} where the file cannot be written:
 * that is not the server's fault, and asking again does not help.
 */
final class FileBody implements BodySubscriber<byte[]> {
    private final Path file;
    private final StandardOpenOption how;
    private final CompletableFuture<byte[]> written = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;
    private volatile @Nullable FileChannel out;

    /** @param rest whether it follows what the file has */
    FileBody(Path file, boolean rest) {
        this.file = file;
        this.how = rest ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return written;
    }

    @Override
    public void onSubscribe(Flow.Subscription arriving) {
        subscription = arriving;
        try {
            out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how);
            arriving.request(1);
        } catch (IOException unwritable) {
            stop(unwritable);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> arrived) {
        FileChannel channel = out;
        if (channel == null) {
            return;
        }
        try {
            for (ByteBuffer bytes : arrived) {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            Objects.requireNonNull(subscription).request(1);
        } catch (IOException unwritable) {
            stop(unwritable);
        }
    }

    private void stop(IOException unwritable) {
        // Before the cancellation, which may fail the answer as well.
        written.completeExceptionally(new UncheckedIOException(named(unwritable)));
        Objects.requireNonNull(subscription).cancel();
        close();
    }

    /** A failed write does not say which file it was. */
    private IOException named(IOException unwritable) {
        if (unwritable instanceof FileSystemException) {
            return unwritable;
        }
        FileSystemException named = new FileSystemException(file.toString(), null, unwritable.getMessage());
        named.initCause(unwritable);
        return named;
    }

    @Override
    public void onError(Throwable lost) {
        close();
        written.completeExceptionally(lost);
    }

    @Override
    public void onComplete() {
        close();
        written.complete(new byte[0]);
    }

    /** Nothing of it is written afterwards. */
    void close() {
        FileChannel channel = out;
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException unwritable) {
            // Some disks in the network say only now that they are full.
            written.completeExceptionally(new UncheckedIOException(named(unwritable)));
        }
    }
}
