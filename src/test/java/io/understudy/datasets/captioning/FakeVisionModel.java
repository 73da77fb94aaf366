package io.understudy.datasets.captioning;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Answers as OpenAI's documents say, or with whatever fault is put in front. */
public final class FakeVisionModel implements AutoCloseable {
    /** @param body sent as it is */
    public record Answer(int status, Map<String, String> headers, String body) {
        static Answer of(int status, String body) {
            return new Answer(status, Map.of(), body);
        }

        static Answer saying(String caption) {
            return of(
                    200,
                    JSON.writeValueAsString(Map.of(
                            "id",
                            "chatcmpl-1",
                            "object",
                            "chat.completion",
                            "choices",
                            List.of(Map.of(
                                    "index",
                                    0,
                                    "message",
                                    Map.of("role", "assistant", "content", caption),
                                    "finish_reason",
                                    "stop")),
                            "usage",
                            Map.of("prompt_tokens", 900, "completion_tokens", 30))));
        }

        static Answer ending(String reason, String message) {
            return of(200, """
                    {"choices":[{"index":0,"finish_reason":"%s","message":%s}]}""".formatted(reason, message));
        }
    }

    /** @param authorization null where no key came */
    public record Request(String path, String authorization, JsonNode body) {
        String instruction() {
            return body.at("/messages/0/content/0/text").asString();
        }

        String picture() {
            return body.at("/messages/0/content/1/image_url/url").asString();
        }
    }

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpServer server;
    private final BlockingQueue<Answer> next = new LinkedBlockingQueue<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile Runnable before = () -> {};

    public FakeVisionModel() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    public void answers(Answer... answers) {
        next.addAll(List.of(answers));
    }

    /** What was to be answered and was not asked for is dropped. */
    void answersAsUsual() {
        next.clear();
    }

    void beforeEachAnswer(Runnable work) {
        before = work;
    }

    public List<Request> requests() {
        return requests;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            requests.add(new Request(
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    JSON.readTree(body.length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : body)));
            before.run();
            Answer answer = exchange.getRequestMethod().equals("GET") ? Answer.of(200, """
                            {"object":"list","data":[{"id":"qwen3-vl:8b"},{"id":"llava:7b"}]}""") : next.poll();
            Answer said = answer == null ? Answer.saying("Close-up, smiling, in a red coat on a pier.") : answer;
            said.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
            byte[] bytes = said.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(said.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
