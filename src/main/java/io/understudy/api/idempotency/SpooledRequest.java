package io.understudy.api.idempotency;

import io.understudy.storage.Spooled;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;

/** A request whose body was read already. */
class SpooledRequest extends HttpServletRequestWrapper {
    private final Spooled body;

    SpooledRequest(HttpServletRequest request, Spooled body) {
        super(request);
        this.body = body;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        return new FileBody(Files.newInputStream(body.path()));
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
