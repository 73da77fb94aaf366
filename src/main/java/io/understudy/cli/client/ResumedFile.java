package io.understudy.cli.client;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file that is downloaded: after a lost connection the rest of it is asked for, where the server has the same file. */
final class ResumedFile implements BodyHandler<byte[]> {
    private static final int PARTIAL_CONTENT = 206;
    private static final int REDIRECT = 300;

    private final Path file;
    private final long size;
    private @Nullable FileBody body;
    private String tag = "";
    private long begun;

    /** @param size bytes that the file has at most */
    ResumedFile(Path file, long size) {
        this.file = file;
        this.size = size;
    }

    synchronized HttpRequest.Builder ask(HttpRequest.Builder request) {
        if (body != null) {
            body.close();
        }
        // A weak one says that files mean the same, not that their bytes are.
        begun = tag.startsWith("\"") ? length() : 0;
        return begun > 0 && begun < size
                ? request.header("Range", "bytes=" + begun + "-").header("If-Range", tag)
                : request;
    }

    @Override
    public synchronized BodySubscriber<byte[]> apply(ResponseInfo answer) {
        if (answer.statusCode() >= REDIRECT) {
            return BodySubscribers.ofByteArray();
        }
        boolean rest = answer.statusCode() == PARTIAL_CONTENT
                && answer.headers().firstValue("Content-Range").orElse("").startsWith("bytes " + begun + "-");
        if (!rest) {
            tag = answer.headers().firstValue("ETag").orElse("");
        }
        body = new FileBody(file, rest);
        return body;
    }

    long length() {
        try {
            return Files.size(file);
        } catch (IOException none) {
            return 0;
        }
    }
}
