package io.understudy.providers.fal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * fal.ai on loopback: queue, files and results as the real one answers them. A request moves one stage on with every
 * look at its status, so that tests need no time. Answers can be replaced once, held back, or cut off.
 */
public final class FakeFal implements AutoCloseable {
    public static final String KEY = "fake-key-id:fake-key-secret";

    /** A signed message about a request, as it is sent to its webhook. */
    public record Message(Map<String, String> headers, byte[] body) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final JsonMapper json = JsonMapper.shared();
    private final Map<String, FakeRequest> requests = new ConcurrentHashMap<>();
    private final List<FakeRequest> inOrder = new CopyOnWriteArrayList<>();
    private final FakeFaults faults = new FakeFaults();
    private final FakeStore store = new FakeStore(faults, path -> url(path).toString());
    private final FakeModels models = new FakeModels(store);
    private final FakeSignature seal = new FakeSignature();
    private final AtomicInteger looksAtKeys = new AtomicInteger();
    private volatile int pauseAt = Integer.MAX_VALUE;
    private volatile boolean finishAtOnce;
    private volatile @Nullable Duration pace;

    static {
        // Else each small answer waits 40 ms for the other side's acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final class Shared {
        static final FakeFal FAL = new FakeFal();
    }

    public FakeFal() {
        this(0);
    }

    /** The one that the product of every {@link io.understudy.support.StudioTest} speaks to. */
    public static FakeFal shared() {
        return Shared.FAL;
    }

    /** @param port 0 for any free one */
    FakeFal(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
        server.setExecutor(threads);
        server.createContext("/queue/", exchange -> serve(exchange, this::queue));
        server.createContext("/rest/", exchange -> serve(exchange, this::rest));
        server.createContext("/media/", store::media);
        server.createContext("/parts/", store::part);
        server.start();
    }

    public FalProperties properties() {
        return properties(Duration.ofMillis(1));
    }

    public FalProperties properties(Duration pollEvery) {
        return new FalProperties(
                url("queue"),
                url("rest"),
                pollEvery,
                Duration.ofSeconds(20),
                Duration.ofMillis(5),
                DataSize.ofMegabytes(1),
                DataSize.ofKilobytes(400));
    }

    /** What makes a studio speak to this one, by the names of its settings. */
    public Map<String, String> settings() {
        return Map.of(
                "understudy.fal.queue-url",
                url("queue").toString(),
                "understudy.fal.rest-url",
                url("rest").toString(),
                "understudy.fal.poll-every",
                "1ms",
                "understudy.fal.give-up-after",
                "5ms");
    }

    /** Signs with other keys from now on. */
    public void changeSigningKeys() {
        seal.change();
    }

    /** How often someone fetched the keys that sign. */
    public int looksAtKeys() {
        return looksAtKeys.get();
    }

    /** Any content, signed in the right way. */
    public Message signed(String requestId, byte[] body, Instant at) {
        return seal.sign(requestId, body, at);
    }

    public void deliver(byte[] safetensors) {
        models.deliver(safetensors);
    }

    /** The smallest file that is a LoRA by form. */
    public static byte[] anyLora() {
        byte[] header = "{\"a.lora_A.weight\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}"
                .getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + header.length + 4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .putFloat(1)
                .array();
    }

    /** Each request takes so long from now on, instead of one stage for each look: for people who watch. */
    void takes(Duration time) {
        pace = time;
    }

    /** No training gets beyond this step until another is named. */
    public void pauseAt(int step) {
        pauseAt = step;
    }

    /** Requests from now on are over as soon as someone looks, and write no log. */
    public void finishAtOnce() {
        finishAtOnce = true;
    }

    /** Forgets everything that earlier tests did. */
    public void forget() {
        faults.forget();
        store.forget();
        requests.clear();
        inOrder.clear();
        pauseAt = Integer.MAX_VALUE;
        finishAtOnce = false;
    }

    public List<FakeRequest> requests() {
        return List.copyOf(inOrder);
    }

    public FakeRequest last() {
        if (inOrder.isEmpty()) {
            throw new NoSuchElementException("Nothing was submitted");
        }
        return inOrder.getLast();
    }

    URI stored(String name, String content) {
        return URI.create(store.put(name, content.getBytes(StandardCharsets.UTF_8)));
    }

    public byte[] file(URI address) {
        return Objects.requireNonNull(store.file(address), () -> "Nothing lies at " + address);
    }

    /** How many parts a file came in; 0 when it came whole. */
    public int partsOf(URI address) {
        return store.partsOf(address);
    }

    /** Places outside of queue and REST that were sent a key. */
    public List<String> keysSentElsewhere() {
        return store.keysSentElsewhere();
    }

    /** @param call {@code submit}, {@code status}, {@code result}, {@code cancel}, {@code initiate} or {@code token} */
    public void answerOnce(String call, FakeAnswer answer) {
        faults.answerOnce(call, answer);
    }

    /** Answers every such call like this until {@link #recover}; what is to be answered once comes first. */
    public void answerAlways(String call, FakeAnswer answer) {
        faults.answerAlways(call, answer);
    }

    /** Answers everything as it should again. */
    public void recover() {
        faults.recover();
    }

    /** Breaks the connection of the next such call, after it took effect. */
    public void cutOffOnce(String call) {
        faults.cutOffOnce(call);
    }

    /** Answers the next such call like this, after it took effect. */
    public void garbleOnce(String call, FakeAnswer answer) {
        faults.garbleOnce(call, answer);
    }

    /** The next answer of such a call begins and never ends. */
    public void stallOnce(String call) {
        faults.stallOnce(call);
    }

    /** How many files arrived whole in one piece. */
    public int uploads() {
        return store.uploads();
    }

    /** Deletes an uploaded file, as fal does in the end. */
    public void remove(URI file) {
        store.remove(file);
    }

    /** Holds the answer of every such call back, after it took effect; also {@code upload} and {@code download}. */
    public FakeFaults.Hold hold(String call) {
        return faults.hold(call, false);
    }

    /** Holds the answer of the next such call back, and of no other. */
    public FakeFaults.Hold holdNext(String call) {
        return faults.hold(call, true);
    }

    @Override
    public void close() {
        faults.letEverythingGo();
        server.stop(0);
        threads.shutdownNow();
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + path);
    }

    /** A call by name, and what it answers. */
    private record Served(String call, FakeAnswer answer) {}

    private record Call(String path, @Nullable String query, byte[] body) {}

    @FunctionalInterface
    private interface Service {
        Served serve(Call call) throws IOException;
    }

    private void serve(HttpExchange exchange, Service service) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            if (path.endsWith("/.well-known/jwks.json")) {
                looksAtKeys.incrementAndGet();
                faults.replaced("jwks")
                        .orElseGet(() -> FakeAnswer.of(200, seal.published()))
                        .send(exchange);
                return;
            }
            if (!("Key " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                FakeAnswer.of(401, "{\"detail\":\"Invalid authentication credentials\"}")
                        .send(exchange);
                return;
            }
            Served served = service.serve(new Call(
                    path.replaceFirst("^/(queue|rest)/", ""),
                    exchange.getRequestURI().getRawQuery(),
                    body));
            faults.holdBack(served.call());
            if (faults.stalls(served.call())) {
                FakeFaults.stall(exchange);
                return;
            }
            if (!faults.cutsOff(served.call())) {
                served.answer().send(exchange);
            }
        }
    }

    private Served queue(Call asked) {
        String path = asked.path();
        int marker = path.indexOf("/requests/");
        if (marker < 0) {
            return new Served("submit", faults.replaced("submit").orElseGet(() -> submit(asked)));
        }
        String[] rest = path.substring(marker + "/requests/".length()).split("/");
        String call = rest.length == 1 ? "result" : rest[1];
        FakeRequest request = requests.get(rest[0]);
        // The path below owner and alias is dropped in everything but the submit.
        return new Served(
                call,
                faults.replaced(call)
                        .orElseGet(() -> request == null || !request.endpoint.startsWith(path.substring(0, marker))
                                ? FakeAnswer.of(404, "{\"detail\":\"Request not found\",\"status\":\"NOT_FOUND\"}")
                                : answer(call, request)));
    }

    private FakeAnswer answer(String call, FakeRequest request) {
        FakeAnswer truth =
                switch (call) {
                    case "status" -> request.look(addressed(request), pauseAt, pace);
                    case "cancel" -> request.cancel();
                    default -> request.withoutResult().orElseGet(() -> models.result(request));
                };
        return faults.garbled(call).orElse(truth);
    }

    private FakeAnswer submit(Call asked) {
        FakeRequest request = new FakeRequest(asked.path(), json.readTree(asked.body()), webhook(asked.query()));
        if (finishAtOnce) {
            request.finishQuietly();
        }
        requests.put(request.id, request);
        inOrder.add(request);
        ObjectNode answer = addressed(request).put("status", "IN_QUEUE").put("queue_position", 0);
        return faults.garbled("submit").orElse(FakeAnswer.of(200, answer.toString()));
    }

    private static Optional<URI> webhook(@Nullable String query) {
        if (query == null || !query.startsWith("fal_webhook=")) {
            return Optional.empty();
        }
        return Optional.of(
                URI.create(URLDecoder.decode(query.substring("fal_webhook=".length()), StandardCharsets.UTF_8)));
    }

    private ObjectNode addressed(FakeRequest request) {
        String[] parts = request.endpoint.split("/");
        String base = url("queue/" + parts[0] + "/" + parts[1] + "/requests/" + request.id)
                .toString();
        return json.createObjectNode()
                .put("request_id", request.id)
                .put("response_url", base)
                .put("status_url", base + "/status")
                .put("cancel_url", base + "/cancel");
    }

    private Served rest(Call asked) {
        if (asked.path().startsWith("storage/auth/token")) {
            return new Served(
                    "token",
                    faults.replaced("token")
                            .orElseGet(() -> FakeAnswer.of(200, "{\"token\":\"t\",\"token_type\":\"Bearer\"}")));
        }
        boolean inParts = asked.path().startsWith("storage/upload/initiate-multipart");
        return new Served(
                inParts ? "initiate-multipart" : "initiate",
                faults.replaced("initiate").orElseGet(() -> store.place(inParts)));
    }
}
