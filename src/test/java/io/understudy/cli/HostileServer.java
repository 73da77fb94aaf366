package io.understudy.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Answers what a test says, and remembers what it was asked. */
final class HostileServer implements AutoCloseable {
    @FunctionalInterface
    interface Answer {
        void to(HttpExchange request) throws IOException;

        static Answer of(int status, String body, String... headers) {
            return of(status, body.getBytes(StandardCharsets.UTF_8), headers);
        }

        /** @param headers names and values in turn */
        static Answer of(int status, byte[] body, String... headers) {
            return request -> {
                for (int i = 0; i < headers.length; i += 2) {
                    request.getResponseHeaders().set(headers[i], headers[i + 1]);
                }
                request.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
                if (body.length > 0) {
                    request.getResponseBody().write(body);
                }
            };
        }

        /**
         * Promises all of it, and sends half.
         *
         * @param headers names and values in turn
         */
        static Answer half(byte[] body, String... headers) {
            return request -> {
                for (int i = 0; i < headers.length; i += 2) {
                    request.getResponseHeaders().set(headers[i], headers[i + 1]);
                }
                request.sendResponseHeaders(200, body.length);
                request.getResponseBody().write(body, 0, body.length / 2);
                request.getResponseBody().flush();
            };
        }
    }

    record Asked(
            String path,
            @Nullable String token,
            @Nullable String lastEvent,
            @Nullable String key,
            @Nullable String range,
            @Nullable String ifRange,
            String body) {}

    final List<Asked> asked = new CopyOnWriteArrayList<>();

    private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    HostileServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** @param path below {@code /api/v1/}; its last answer is given again and again */
    void answer(String path, Answer... given) {
        answers.put("/api/v1/" + path, new ConcurrentLinkedDeque<>(List.of(given)));
    }

    private void handle(HttpExchange request) throws IOException {
        String path = request.getRequestURI().getPath();
        asked.add(new Asked(
                path,
                request.getRequestHeaders().getFirst("Authorization"),
                request.getRequestHeaders().getFirst("Last-Event-ID"),
                request.getRequestHeaders().getFirst("Idempotency-Key"),
                request.getRequestHeaders().getFirst("Range"),
                request.getRequestHeaders().getFirst("If-Range"),
                new String(request.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        Deque<Answer> given = answers.getOrDefault(path, new ConcurrentLinkedDeque<>());
        Answer answer = given.size() > 1 ? given.poll() : given.peek();
        try (request) {
            if (answer == null) {
                Answer.of(404, "{\"detail\":\"Nothing is here.\"}").to(request);
            } else {
                answer.to(request);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
