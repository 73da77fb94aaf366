package io.understudy.generation.backends.comfy;

import io.understudy.providers.comfy.ComfyClient;
import io.understudy.providers.comfy.ComfyProblem;
import io.understudy.providers.comfy.ComfySocket;
import io.understudy.providers.comfy.ComfySocket.Frame;
import io.understudy.providers.comfy.ComfySocket.Preview;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The frames of one task's graphs at one server. A later attempt has the same client id, so it gets them, too. */
final class ComfyFrames implements AutoCloseable {
    private final ComfyClient client;
    private final String clientId;
    private final Map<String, Watch> watches = new ConcurrentHashMap<>();
    private @Nullable ComfySocket socket;
    private boolean closed;

    ComfyFrames(ComfyClient client, String clientId) {
        this.client = client;
        this.clientId = clientId;
    }

    /** News of one graph, from the moment on at which it began. */
    final class Watch implements AutoCloseable {
        private final String graph;
        private final Consumer<Preview> previews;
        private final Semaphore bell = new Semaphore(0);
        private volatile boolean heard;
        private volatile boolean over;

        private Watch(String graph, Consumer<Preview> previews) {
            this.graph = graph;
            this.previews = previews;
        }

        /** Whether a frame came since the last time this was asked. */
        boolean heard() {
            boolean now = heard;
            heard = false;
            return now;
        }

        boolean isOver() {
            return over;
        }

        void wake() {
            bell.release();
        }

        /** Until something happens, or so long. */
        void await(Duration longest) throws InterruptedException {
            if (bell.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS)) {
                bell.drainPermits();
            }
        }

        @Override
        public void close() {
            watches.remove(graph, this);
        }
    }

    /** @param previews gets how far the picture is, and must not wait */
    Watch watch(String graph, Consumer<Preview> previews) {
        Watch watch = new Watch(graph, previews);
        watches.put(graph, watch);
        return watch;
    }

    /** Opens the socket again where it was lost; without it the server is merely asked more often. */
    synchronized boolean isOpen() {
        ComfySocket last = socket;
        if (closed || (last != null && last.isOpen())) {
            return !closed;
        }
        try {
            socket = client.listen(clientId, this::came);
            return true;
        } catch (ComfyProblem problem) {
            return false;
        }
    }

    private void came(Frame frame) {
        if (frame.id().isEmpty()) {
            watches.values().forEach(Watch::wake);
            return;
        }
        Watch watch = watches.get(frame.id());
        if (watch != null) {
            watch.heard = true;
            Preview preview = frame.preview();
            if (preview != null) {
                watch.previews.accept(preview);
            }
            if (frame.last()) {
                watch.over = true;
                watch.wake();
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (socket != null) {
            socket.close();
        }
    }
}
