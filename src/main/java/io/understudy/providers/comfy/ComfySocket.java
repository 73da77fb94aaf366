package io.understudy.providers.comfy;

import java.io.IOException;
import java.net.ProtocolException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.Buffer;
import okio.ByteString;
import okio.ForwardingSource;
import okio.Sink;
import okio.Socket;
import okio.Source;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a server says while it works. Nothing that was missed is repeated, so a frame is an occasion to ask; what counts is
 * the history.
 */
public final class ComfySocket extends WebSocketListener implements AutoCloseable {
    private static final int LONGEST = 8 << 20;
    private static final String EXTENSIONS = "Sec-WebSocket-Extensions";
    private static final Set<String> LAST = Set.of("execution_success", "execution_error", "execution_interrupted");

    private final Consumer<Frame> listener;
    private final CompletableFuture<Void> agreed = new CompletableFuture<>();
    private long unread;
    private String running = "";
    private volatile boolean open = true;
    private volatile @Nullable WebSocket socket;

    /**
     * News of a graph.
     *
     * @param id of the graph; empty when the connection was lost
     * @param last whether it is over: the history follows soon
     * @param preview how far its picture is; null for other news
     */
    public record Frame(String id, boolean last, @Nullable Preview preview) {
        public Frame(String id, boolean last) {
            this(id, last, null);
        }
    }

    /** @param mediaType {@code image/jpeg} or {@code image/png} */
    public record Preview(byte[] encoded, String mediaType) {
        private static final int IMAGE = 1;
        private static final int HEADER = 8;
        private static final int LARGEST = 512 << 10;
        private static final ByteString JPEG = ByteString.decodeHex("ffd8ff");
        private static final ByteString PNG = ByteString.decodeHex("89504e470d0a1a0a");

        /** Empty for a frame of another kind, and for what is too large or no picture. */
        static Optional<Preview> of(ByteString frame) {
            if (frame.size() <= HEADER
                    || frame.size() > LARGEST
                    || frame.asByteBuffer().getInt() != IMAGE) {
                return Optional.empty();
            }
            ByteString picture = frame.substring(HEADER);
            return picture.startsWith(JPEG)
                    ? Optional.of(new Preview(picture.toByteArray(), "image/jpeg"))
                    : picture.startsWith(PNG)
                            ? Optional.of(new Preview(picture.toByteArray(), "image/png"))
                            : Optional.empty();
        }
    }

    ComfySocket(Consumer<Frame> listener) {
        this.listener = listener;
    }

    /** @return completes when the server agrees, or with what came instead */
    CompletableFuture<Void> opened(WebSocket connection) {
        socket = connection;
        return agreed;
    }

    public boolean isOpen() {
        return open;
    }

    /** OkHttp itself takes messages of any length, and those that grow when they are unpacked. */
    Response limited(Interceptor.Chain chain) throws IOException {
        Response answer = chain.proceed(
                chain.request().newBuilder().removeHeader(EXTENSIONS).build());
        Socket whole = answer.socket();
        return whole == null
                ? answer
                : answer.newBuilder()
                        .removeHeader(EXTENSIONS)
                        .socket(new Limited(whole))
                        .build();
    }

    private final class Limited implements Socket {
        private final Socket whole;
        private final Source source;

        Limited(Socket whole) {
            this.whole = whole;
            this.source = new ForwardingSource(whole.getSource()) {
                @Override
                public long read(Buffer sink, long most) throws IOException {
                    long read = super.read(sink, most);
                    unread += read;
                    if (unread > LONGEST) {
                        throw new ProtocolException("The message is too long");
                    }
                    return read;
                }
            };
        }

        @Override
        public Source getSource() {
            return source;
        }

        @Override
        public Sink getSink() {
            return whole.getSink();
        }

        @Override
        public void cancel() {
            whole.cancel();
        }
    }

    @Override
    public void onOpen(WebSocket connection, Response answer) {
        agreed.complete(null);
    }

    @Override
    public void onMessage(WebSocket connection, String frame) {
        unread = 0;
        try {
            JsonNode read = JsonMapper.shared().readTree(frame);
            JsonNode data = read.path("data");
            String type = read.path("type").asString("");
            String id = data.path("prompt_id").asString("");
            if (!id.isEmpty()) {
                boolean last = LAST.contains(type)
                        || type.equals("executing") && data.path("node").isNull();
                running = last ? "" : id;
                listener.accept(new Frame(id, last));
            }
        } catch (JacksonException nonsense) {
            // The next frame, or the next look, says what this one was about.
        }
    }

    /** It names no graph: of each server one runs at a time. */
    @Override
    public void onMessage(WebSocket connection, ByteString frame) {
        unread = 0;
        if (!running.isEmpty()) {
            Preview.of(frame).ifPresent(preview -> listener.accept(new Frame(running, false, preview)));
        }
    }

    @Override
    public void onClosing(WebSocket connection, int status, String reason) {
        connection.cancel();
        lost();
    }

    @Override
    public void onFailure(WebSocket connection, Throwable problem, @Nullable Response answer) {
        if (!agreed.completeExceptionally(problem)) {
            lost();
        }
    }

    private void lost() {
        open = false;
        listener.accept(new Frame("", false));
    }

    @Override
    public void close() {
        open = false;
        WebSocket connection = socket;
        if (connection != null) {
            connection.cancel();
        }
    }
}
