package io.understudy.providers.comfy;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One server is asked, once. No Origin is sent: ComfyUI refuses those of other hosts. */
final class ComfyHttp {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    /** The queue holds the whole graph of every job. */
    private static final long LARGEST_ANSWER = 64L << 20;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final ComfyServer server;
    private final Duration answerWithin;

    ComfyHttp(ComfyServer server, Duration answerWithin) {
        this.server = server;
        this.answerWithin = answerWithin;
    }

    JsonNode get(String path) {
        return json(bytes(path));
    }

    byte[] bytes(String path) {
        return body(ask(HttpRequest.newBuilder(server.resolve(path)).GET()));
    }

    /** @return the answer, whatever its status */
    HttpResponse<byte[]> post(String path, ObjectNode body) {
        return ask(HttpRequest.newBuilder(server.resolve(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    /** @throws ComfyProblem unless the status says success */
    byte[] body(HttpResponse<byte[]> answer) {
        if (answer.statusCode() / 100 == 2) {
            return answer.body();
        }
        throw ComfyErrorReader.of(server, answer.statusCode(), new String(answer.body(), StandardCharsets.UTF_8));
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

    private HttpResponse<byte[]> ask(HttpRequest.Builder request) {
        headers().forEach(request::setHeader);
        // The request's own time-out ends with the head of the answer: here the last byte has to come within it.
        return await(http.sendAsync(
                request.timeout(answerWithin).build(),
                BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER)));
    }

    WebSocket open(String path, WebSocket.Listener listener) {
        WebSocket.Builder socket = http.newWebSocketBuilder().connectTimeout(CONNECT);
        headers().forEach(socket::header);
        return await(socket.buildAsync(server.socket(path), listener));
    }

    private Map<String, String> headers() {
        try {
            return server.headers().get();
        } catch (RuntimeException unread) {
            throw new ComfyProblem.Away("The token for " + server + " cannot be read.", false, unread);
        }
    }

    private <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.get(answerWithin.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            answer.cancel(true);
            throw new ComfyProblem.Away(
                    server + " did not answer within " + answerWithin.toSeconds() + " s.", true, slow);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            throw isUnreached(cause)
                    ? new ComfyProblem.Away(server + " cannot be reached.", false, cause)
                    : new ComfyProblem.Away("The connection to " + server + " broke off.", true, cause);
        } catch (InterruptedException stopped) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new ComfyProblem.Away("The server stopped before the answer came.", true, stopped);
        }
    }

    private static boolean isUnreached(@Nullable Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof HttpConnectTimeoutException
                || cause instanceof UnknownHostException
                || cause instanceof UnresolvedAddressException;
    }
}
