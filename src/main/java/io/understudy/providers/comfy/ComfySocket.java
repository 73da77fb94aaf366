package io.understudy.providers.comfy;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a server says while it works. Nothing that was missed is repeated, so a frame is an occasion to ask; what counts is
 * the history. Previews are passed over.
 */
public final class ComfySocket implements WebSocket.Listener, AutoCloseable {
    private static final int LONGEST = 8 << 20;
    private static final Set<String> LAST = Set.of("execution_success", "execution_error", "execution_interrupted");

    private final Consumer<Frame> listener;
    private final StringBuilder text = new StringBuilder();
    private boolean tooLong;
    private volatile boolean open = true;
    private volatile @Nullable WebSocket socket;

    /**
     * News of a graph.
     *
     * @param id of the graph; empty when the connection was lost
     * @param last whether it is over: the history follows soon
     */
    public record Frame(String id, boolean last) {}

    ComfySocket(Consumer<Frame> listener) {
        this.listener = listener;
    }

    void opened(WebSocket connection) {
        socket = connection;
    }

    public boolean isOpen() {
        return open;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket connection, CharSequence part, boolean last) {
        tooLong |= text.length() + part.length() > LONGEST;
        if (!tooLong) {
            text.append(part);
        }
        if (last) {
            String whole = text.toString();
            text.setLength(0);
            if (!tooLong) {
                read(whole);
            }
            tooLong = false;
        }
        connection.request(1);
        return null;
    }

    private void read(String frame) {
        try {
            JsonNode read = JsonMapper.shared().readTree(frame);
            JsonNode data = read.path("data");
            String type = read.path("type").asString("");
            String id = data.path("prompt_id").asString("");
            if (!id.isEmpty()) {
                listener.accept(new Frame(
                        id,
                        LAST.contains(type)
                                || type.equals("executing") && data.path("node").isNull()));
            }
        } catch (JacksonException nonsense) {
            // The next frame, or the next look, says what this one was about.
        }
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket connection, ByteBuffer part, boolean last) {
        connection.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket connection, int status, String reason) {
        lost();
        return null;
    }

    @Override
    public void onError(WebSocket connection, Throwable problem) {
        lost();
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
            connection.abort();
        }
    }
}
