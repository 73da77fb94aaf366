package io.understudy.providers.comfy;

import io.understudy.platform.net.GuardedHttp;
import io.understudy.platform.net.RefusedAddressException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.WebSocket;
import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One server is asked, once. No Origin is sent: ComfyUI refuses those of other hosts. */
final class ComfyHttp {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    /** The queue holds the whole graph of every job. */
    private static final long LARGEST_ANSWER = 64L << 20;

    private static final MediaType MEDIA_TYPE = MediaType.get("application/json");
    private static final JsonMapper JSON = JsonMapper.shared();

    /** The time for an answer is that of a call, so a SocketTimeoutException is always one of connecting. */
    private static final SingletonSupplier<OkHttpClient> CLIENTS =
            SingletonSupplier.of(() -> GuardedHttp.client(CONNECT)
                    .protocols(List.of(Protocol.HTTP_1_1))
                    .readTimeout(Duration.ZERO)
                    .writeTimeout(Duration.ZERO)
                    .build());

    private final ComfyServer server;
    private final Duration answerWithin;

    record Answer(int status, byte[] body) {}

    ComfyHttp(ComfyServer server, Duration answerWithin) {
        this.server = server;
        this.answerWithin = answerWithin;
    }

    JsonNode get(String path) {
        return json(bytes(path));
    }

    byte[] bytes(String path) {
        return body(ask(client().build(), request(path)));
    }

    /** A request whose answer was lost is not sent again. @return the answer, whatever its status */
    Answer post(String path, ObjectNode body) {
        return ask(
                client().retryOnConnectionFailure(false).build(),
                request(path).post(RequestBody.create(JSON.writeValueAsBytes(body), MEDIA_TYPE)));
    }

    /** @throws ComfyProblem unless the status says success */
    byte[] body(Answer answer) {
        if (answer.status() / 100 == 2) {
            return answer.body();
        }
        throw ComfyErrorReader.of(server, answer.status(), new String(answer.body(), StandardCharsets.UTF_8));
    }

    JsonNode json(byte[] body) {
        try {
            JsonNode read = JSON.readTree(body);
            if (read.isContainer()) {
                return read;
            }
        } catch (JacksonException nonsense) {
            throw nonsense(nonsense);
        }
        throw nonsense(null);
    }

    ComfyProblem.Away nonsense(@Nullable Throwable cause) {
        return new ComfyProblem.Away("What answers at the address of " + server + " is not ComfyUI.", true, cause);
    }

    private OkHttpClient.Builder client() {
        return CLIENTS.obtain().newBuilder().callTimeout(answerWithin);
    }

    private Request.Builder request(String path) {
        Request.Builder request = new Request.Builder().url(server.address() + path);
        headers().forEach(request::header);
        return request;
    }

    private Answer ask(OkHttpClient client, Request.Builder request) {
        try (Response response = client.newCall(request.build()).execute()) {
            return new Answer(
                    response.code(), GuardedHttp.body(response, LARGEST_ANSWER).readByteArray());
        } catch (IOException problem) {
            throw unanswered(problem);
        }
    }

    /** Returns when the server has agreed. */
    void open(String path, ComfySocket socket) {
        WebSocket connection = client().addInterceptor(socket::limited)
                .build()
                .newWebSocket(request(path).build(), socket);
        try {
            socket.opened(connection).get();
        } catch (ExecutionException failed) {
            throw unanswered(failed.getCause());
        } catch (InterruptedException stopped) {
            connection.cancel();
            Thread.currentThread().interrupt();
            throw unanswered(stopped);
        }
    }

    private Map<String, String> headers() {
        try {
            return server.headers().get();
        } catch (RuntimeException unread) {
            throw new ComfyProblem.Away("The token for " + server + " cannot be read.", false, unread);
        }
    }

    private ComfyProblem.Away unanswered(@Nullable Throwable problem) {
        if (Thread.currentThread().isInterrupted()) {
            return new ComfyProblem.Away("The server stopped before the answer came.", true, problem);
        }
        return switch (problem) {
            case RefusedAddressException refused ->
                new ComfyProblem.Away(server + " leads to an address that this server never asks.", false, refused);
            case ConnectException unreached -> unreached(unreached);
            case SocketTimeoutException unreached -> unreached(unreached);
            case UnknownHostException unreached -> unreached(unreached);
            case InterruptedIOException slow ->
                new ComfyProblem.Away(
                        server + " did not answer within " + answerWithin.toSeconds() + " s.", true, slow);
            case null, default -> new ComfyProblem.Away("The connection to " + server + " broke off.", true, problem);
        };
    }

    private ComfyProblem.Away unreached(IOException cause) {
        return new ComfyProblem.Away(server + " cannot be reached.", false, cause);
    }
}
