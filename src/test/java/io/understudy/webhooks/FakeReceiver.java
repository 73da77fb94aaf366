package io.understudy.webhooks;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Stands in for the program that webhooks are sent to: it answers what a test says, and 204 otherwise. */
public final class FakeReceiver implements AutoCloseable {
    private final HttpServer server;
    private final BlockingQueue<Message> arrived = new LinkedBlockingQueue<>();
    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<Answer> next = new ConcurrentLinkedQueue<>();
    private final CountDownLatch held = new CountDownLatch(1);
    private volatile Answer always = new Answer(204, "", Map.of());
    private volatile boolean holds;

    private record Answer(int status, String body, Map<String, String> headers) {}

    public record Message(String id, String timestamp, String signature, String contentType, String body) {
        public JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }

        public String type() {
            return json().path("type").asString();
        }
    }

    public FakeReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            Message message = new Message(
                    header(exchange.getRequestHeaders().getFirst("webhook-id")),
                    header(exchange.getRequestHeaders().getFirst("webhook-timestamp")),
                    header(exchange.getRequestHeaders().getFirst("webhook-signature")),
                    header(exchange.getRequestHeaders().getFirst("Content-Type")),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            messages.add(message);
            arrived.add(message);
            if (holds) {
                await();
            }
            Answer told = next.poll();
            Answer answer = told == null ? always : told;
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    private static String header(@Nullable String value) {
        return value == null ? "" : value;
    }

    private void await() {
        try {
            held.await();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    public FakeReceiver answers(int... statuses) {
        for (int status : statuses) {
            next.add(new Answer(status, "", Map.of()));
        }
        return this;
    }

    public FakeReceiver answers(int status, String body) {
        next.add(new Answer(status, body, Map.of()));
        return this;
    }

    public FakeReceiver asksToWait(int status, Duration pause) {
        next.add(new Answer(status, "", Map.of("Retry-After", Long.toString(pause.toSeconds()))));
        return this;
    }

    public FakeReceiver alwaysAnswers(int status) {
        always = new Answer(status, "", Map.of());
        return this;
    }

    public FakeReceiver sendsOn(String location) {
        next.add(new Answer(307, "", Map.of("Location", location)));
        return this;
    }

    /** From now on it takes messages and answers none, until it is closed. */
    public FakeReceiver holdsAnswers() {
        holds = true;
        return this;
    }

    public void answersAgain() {
        holds = false;
    }

    public String address() {
        return address("127.0.0.1");
    }

    public String address(String host) {
        return "http://" + host + ":" + server.getAddress().getPort() + "/hook";
    }

    public List<Message> messages() {
        return List.copyOf(messages);
    }

    public void forget() {
        messages.clear();
        arrived.clear();
    }

    /** Waits for a message that nobody has waited for yet. */
    public Message awaitMessage() throws InterruptedException {
        Message message = arrived.poll(4, TimeUnit.MINUTES);
        if (message == null) {
            throw new AssertionError("No message arrived within four minutes");
        }
        return message;
    }

    @Override
    public void close() {
        held.countDown();
        server.stop(0);
    }
}
