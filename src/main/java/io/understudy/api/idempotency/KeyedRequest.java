package io.understudy.api.idempotency;

import io.understudy.storage.BlobStore;
import io.understudy.storage.Spooled;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/** A request with a key, whose body is read before its controller reads it. */
class KeyedRequest extends HttpServletRequestWrapper implements AutoCloseable {
    private @Nullable Spooled body;
    private @Nullable FileBody stream;

    KeyedRequest(HttpServletRequest request) {
        super(request);
    }

    Spooled spool(BlobStore blobs, long mostBytes) throws IOException {
        Spooled spooled = blobs.spool(super.getInputStream(), mostBytes);
        body = spooled;
        return spooled;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (body == null) {
            return super.getInputStream();
        }
        if (stream == null) {
            stream = new FileBody(Files.newInputStream(body.path()));
        }
        return stream;
    }

    @Override
    public BufferedReader getReader() throws IOException {
        return body == null
                ? super.getReader()
                : new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        if (stream != null) {
            stream.close();
        }
        if (body != null) {
            body.close();
        }
    }

    private static final class FileBody extends ServletInputStream {
        private final InputStream file;
        private boolean finished;

        FileBody(InputStream file) {
            this.file = file;
        }

        @Override
        public int read() throws IOException {
            int next = file.read();
            finished = next < 0;
            return next;
        }

        @Override
        public int read(byte[] bytes, int from, int most) throws IOException {
            int read = file.read(bytes, from, most);
            finished = read < 0;
            return read;
        }

        @Override
        public boolean isFinished() {
            return finished;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException("The body of this request is a file");
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
