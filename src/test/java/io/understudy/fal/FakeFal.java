package io.understudy.fal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * fal.ai on loopback: queue, files and results as the real one answers them. A request moves one stage on with every
 * look at its status, so that tests need no time. Answers can be replaced once, held back, or cut off.
 */
public final class FakeFal implements AutoCloseable {
    public static final String KEY = "fake-key-id:fake-key-secret";
    private static final Answer NONE = Answer.of(0, "");
    private static final Duration LONGEST_HOLD = Duration.ofSeconds(30);

    /** A request that was accepted. */
    public static final class Request {
        public final String id = UUID.randomUUID().toString();
        public final String endpoint;
        public final JsonNode input;
        private final int steps;
        private int ahead = 1;
        private int done;
        private boolean cancelled;
        private String error = "";
        private String errorType = "";
        private boolean expired;
        private boolean blackedOut;
        private final Optional<URI> webhook;

        Request(String endpoint, JsonNode input, Optional<URI> webhook) {
            this.webhook = webhook;
            this.endpoint = endpoint;
            this.input = input;
            this.steps = input.path("steps").asInt(1);
        }

        /** Where a message shall go when it is over. */
        public Optional<URI> webhook() {
            return webhook;
        }

        public synchronized boolean isCancelled() {
            return cancelled;
        }

        /** Ends it with an error, at the next look. */
        public synchronized void fail(String words, String type) {
            error = words;
            errorType = type;
        }

        /** The safety checker does not like its picture. */
        public synchronized void blackOut() {
            blackedOut = true;
        }

        /** Its result is thrown away. */
        public synchronized void expire() {
            expired = true;
        }

        /** Over at the next look. */
        public synchronized void finish() {
            ahead = -1;
            done = steps;
        }
    }

    /** A signed message about a request, as it is sent to its webhook. */
    public record Message(Map<String, String> headers, byte[] body) {}

    /** An answer in place of the regular one. */
    public record Answer(int status, String body, Map<String, String> headers) {
        public static Answer of(int status, String body) {
            return new Answer(status, body, Map.of());
        }
    }

    /** An answer that is held back until the test lets it go; what the request does has happened already. */
    public final class Hold {
        private final String call;
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch free = new CountDownLatch(1);

        Hold(String call) {
            this.call = call;
        }

        public void awaitReached() throws InterruptedException {
            if (!reached.await(LONGEST_HOLD.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("Nobody made the call " + call);
            }
        }

        public void letGo() {
            holds.remove(this);
            free.countDown();
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final JsonMapper json = JsonMapper.shared();
    private final Map<String, Request> requests = new ConcurrentHashMap<>();
    private final List<Request> inOrder = new CopyOnWriteArrayList<>();
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, Map<Integer, byte[]>> parts = new ConcurrentHashMap<>();
    private final Map<String, Deque<Answer>> instead = new ConcurrentHashMap<>();
    private final List<Hold> holds = new CopyOnWriteArrayList<>();
    private final List<String> cutOff = new CopyOnWriteArrayList<>();
    private final List<String> foreignKeys = new CopyOnWriteArrayList<>();
    private volatile byte[] lora = {};
    private volatile KeyPair signing = newKeys();
    private final AtomicInteger looksAtKeys = new AtomicInteger();

    public FakeFal() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
        server.setExecutor(threads);
        server.createContext("/queue/", exchange -> serve(exchange, this::queue));
        server.createContext("/rest/", exchange -> serve(exchange, this::rest));
        server.createContext("/media/", this::media);
        server.createContext("/parts/", this::part);
        server.start();
    }

    public FalProperties properties() {
        return new FalProperties(
                url("queue"),
                url("rest"),
                Duration.ofMillis(1),
                Duration.ofSeconds(20),
                Duration.ofMillis(5),
                DataSize.ofMegabytes(1),
                DataSize.ofKilobytes(400));
    }

    /** Makes a whole studio speak to this one. */
    public void tell(DynamicPropertyRegistry registry) {
        registry.add("understudy.fal.queue-url", () -> url("queue"));
        registry.add("understudy.fal.rest-url", () -> url("rest"));
        registry.add("understudy.fal.poll-every", () -> "1ms");
        registry.add("understudy.fal.give-up-after", () -> "5ms");
    }

    /** Signs with other keys from now on. */
    public void changeSigningKeys() {
        signing = newKeys();
    }

    /** How often somebody fetched the keys that sign. */
    public int looksAtKeys() {
        return looksAtKeys.get();
    }

    /** What fal sends when a request is over. */
    public Message message(Request request, Instant at) {
        ObjectNode body = json.createObjectNode()
                .put("request_id", request.id)
                .put("gateway_request_id", request.id)
                .put("status", "OK");
        body.putObject("payload").put("seed", 7);
        return signed(request.id, body.toString().getBytes(StandardCharsets.UTF_8), at);
    }

    /** Any content, signed in the right way. */
    public Message signed(String requestId, byte[] body, Instant at) {
        String timestamp = Long.toString(at.getEpochSecond());
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
            String content = String.join(
                    "\n", requestId, "fal-user", timestamp, HexFormat.of().formatHex(hash));
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(signing.getPrivate());
            signature.update(content.getBytes(StandardCharsets.UTF_8));
            return new Message(
                    Map.of(
                            "X-Fal-Webhook-Request-Id",
                            requestId,
                            "X-Fal-Webhook-User-Id",
                            "fal-user",
                            "X-Fal-Webhook-Timestamp",
                            timestamp,
                            "X-Fal-Webhook-Signature",
                            HexFormat.of().formatHex(signature.sign())),
                    body);
        } catch (GeneralSecurityException problem) {
            throw new IllegalStateException(problem);
        }
    }

    private static KeyPair newKeys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException problem) {
            throw new IllegalStateException(problem);
        }
    }

    /** The file that every finished training hands out. */
    public void deliver(byte[] safetensors) {
        lora = safetensors.clone();
    }

    /** Forgets everything that earlier tests did. */
    public void forget() {
        holds.forEach(Hold::letGo);
        requests.clear();
        inOrder.clear();
        instead.clear();
        cutOff.clear();
        foreignKeys.clear();
    }

    public List<Request> requests() {
        return List.copyOf(inOrder);
    }

    public Request last() {
        if (inOrder.isEmpty()) {
            throw new NoSuchElementException("Nothing was submitted");
        }
        return inOrder.getLast();
    }

    public byte[] file(URI address) {
        return files.get(address.getPath());
    }

    /** Places outside of queue and REST that were sent a key. */
    public List<String> keysSentElsewhere() {
        return List.copyOf(foreignKeys);
    }

    /** @param call {@code submit}, {@code status}, {@code result}, {@code cancel}, {@code initiate} or {@code token} */
    public void answerOnce(String call, Answer answer) {
        instead.computeIfAbsent(call, name -> new ArrayDeque<>()).add(answer);
    }

    /** Breaks the connection of the next such call, after it took effect. */
    public void cutOffOnce(String call) {
        cutOff.add(call);
    }

    /** Holds the answer of such a call back, after it took effect. */
    public Hold hold(String call) {
        Hold hold = new Hold(call);
        holds.add(hold);
        return hold;
    }

    @Override
    public void close() {
        holds.forEach(Hold::letGo);
        server.stop(0);
        threads.shutdownNow();
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + path);
    }

    /** A call by name, and what it answers. */
    private record Served(String call, Answer answer) {}

    private record Call(
            String method, String path, @Nullable String query, byte[] body) {}

    @FunctionalInterface
    private interface Service {
        Served serve(Call call) throws IOException;
    }

    private void serve(HttpExchange exchange, Service service) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (exchange.getRequestURI().getPath().endsWith("/.well-known/jwks.json")) {
                answer(exchange, jwks());
                return;
            }
            if (!("Key " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                answer(exchange, Answer.of(401, "{\"detail\":\"Invalid authentication credentials\"}"));
                return;
            }
            String path = exchange.getRequestURI().getPath().replaceFirst("^/(queue|rest)/", "");
            Served served = service.serve(new Call(
                    exchange.getRequestMethod(), path, exchange.getRequestURI().getRawQuery(), body));
            holdBack(served.call());
            if (cutOff.remove(served.call())) {
                return;
            }
            answer(exchange, served.answer());
        }
    }

    private void holdBack(String call) {
        for (Hold hold : holds) {
            if (hold.call.equals(call)) {
                hold.reached.countDown();
                try {
                    if (!hold.free.await(LONGEST_HOLD.toSeconds(), TimeUnit.SECONDS)) {
                        throw new IllegalStateException("Nobody let the call " + call + " go");
                    }
                } catch (InterruptedException closed) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private Answer replaced(String call) {
        Deque<Answer> answers = instead.get(call);
        return answers == null || answers.isEmpty() ? NONE : answers.removeFirst();
    }

    private Answer jwks() {
        looksAtKeys.incrementAndGet();
        Answer other = replaced("jwks");
        if (other.status() != 0) {
            return other;
        }
        byte[] encoded = signing.getPublic().getEncoded();
        ObjectNode keys = json.createObjectNode();
        keys.putArray("keys")
                .addObject()
                .put("kty", "OKP")
                .put("crv", "Ed25519")
                .put("kid", "1")
                .put(
                        "x",
                        Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length)));
        return Answer.of(200, keys.toString());
    }

    private Served queue(Call asked) {
        String path = asked.path();
        int marker = path.indexOf("/requests/");
        if (marker < 0) {
            return submit(asked);
        }
        String[] rest = path.substring(marker + "/requests/".length()).split("/");
        String call = rest.length == 1 ? "result" : rest[1];
        Answer other = replaced(call);
        if (other.status() != 0) {
            return new Served(call, other);
        }
        Request request = requests.get(rest[0]);
        // The path below owner and alias is dropped in everything but the submit.
        if (request == null || !request.endpoint.startsWith(path.substring(0, marker))) {
            return new Served(call, Answer.of(404, "{\"detail\":\"Request not found\",\"status\":\"NOT_FOUND\"}"));
        }
        synchronized (request) {
            return new Served(
                    call,
                    switch (call) {
                        case "status" -> status(request);
                        case "cancel" -> cancel(request);
                        default -> result(request);
                    });
        }
    }

    private Served submit(Call asked) {
        Answer other = replaced("submit");
        if (other.status() != 0) {
            return new Served("submit", other);
        }
        Request request = new Request(asked.path(), json.readTree(asked.body()), webhook(asked.query()));
        requests.put(request.id, request);
        inOrder.add(request);
        ObjectNode answer = addressed(request).put("status", "IN_QUEUE").put("queue_position", 0);
        return new Served("submit", Answer.of(200, answer.toString()));
    }

    private static Optional<URI> webhook(@Nullable String query) {
        if (query == null || !query.startsWith("fal_webhook=")) {
            return Optional.empty();
        }
        return Optional.of(
                URI.create(URLDecoder.decode(query.substring("fal_webhook=".length()), StandardCharsets.UTF_8)));
    }

    private ObjectNode addressed(Request request) {
        String[] parts = request.endpoint.split("/");
        String base = url("queue/" + parts[0] + "/" + parts[1] + "/requests/" + request.id)
                .toString();
        return json.createObjectNode()
                .put("request_id", request.id)
                .put("response_url", base)
                .put("status_url", base + "/status")
                .put("cancel_url", base + "/cancel");
    }

    private Answer status(Request request) {
        ObjectNode answer = addressed(request);
        answer.putArray("logs");
        for (int step = 1; step <= request.done; step++) {
            answer.withArray("logs")
                    .addObject()
                    .put("message", "training: " + step + "/" + request.steps + " [00:00<00:00, 4.1it/s]")
                    .put("level", "STDERR")
                    .put("source", "USER")
                    .put("timestamp", "2026-01-31T10:00:00.123456+00:00");
        }
        boolean failed = !request.error.isEmpty() || !request.errorType.isEmpty();
        if (request.cancelled || failed || request.done >= request.steps) {
            answer.put("status", "COMPLETED");
            answer.putObject("metrics").put("inference_time", 12.5);
            if (request.cancelled) {
                answer.put("error", "Request was cancelled").put("error_type", "client_cancelled");
            } else if (failed) {
                answer.put("error", request.error).put("error_type", request.errorType);
            }
            return Answer.of(200, answer.toString());
        }
        if (request.ahead >= 0) {
            answer.put("status", "IN_QUEUE").put("queue_position", request.ahead--);
            return Answer.of(202, answer.toString());
        }
        request.done++;
        answer.put("status", "IN_PROGRESS");
        return Answer.of(202, answer.toString());
    }

    private Answer cancel(Request request) {
        if (request.done >= request.steps) {
            return Answer.of(400, "{\"status\":\"ALREADY_COMPLETED\"}");
        }
        request.cancelled = true;
        return request.ahead >= 0
                ? Answer.of(200, "{\"status\":\"OK\"}")
                : Answer.of(202, "{\"status\":\"CANCELLATION_REQUESTED\"}");
    }

    private Answer result(Request request) {
        if (request.expired) {
            return Answer.of(404, "{\"detail\":\"Result expired\"}");
        }
        if (request.done < request.steps) {
            return Answer.of(400, "{\"detail\":\"Request is still in progress\"}");
        }
        if (request.input.has("prompt")) {
            return drawn(request);
        }
        String name = "/media/" + request.id + ".safetensors";
        files.put(name, lora);
        files.put("/media/config.json", "{\"trained\":true}".getBytes(StandardCharsets.UTF_8));
        ObjectNode answer = json.createObjectNode();
        answer.putObject("diffusers_lora_file")
                .put("url", url(name.substring(1)).toString());
        answer.putObject("config_file").put("url", url("media/config.json").toString());
        return Answer.of(200, answer.toString());
    }

    /** A picture that depends on prompt, seed and LoRAs alone: two tones in blocks. */
    private Answer drawn(Request request) {
        JsonNode input = request.input;
        StringBuilder what = new StringBuilder(
                input.path("prompt").asString() + input.path("seed").asLong());
        for (JsonNode lora : input.path("loras")) {
            byte[] weights =
                    files.getOrDefault(URI.create(lora.path("path").asString()).getPath(), new byte[0]);
            what.append(Arrays.hashCode(weights)).append(lora.path("scale").asDouble());
        }
        int width = input.path("image_size").path("width").asInt();
        int height = input.path("image_size").path("height").asInt();
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(what.toString().hashCode());
        int block = Math.max(1, width / 8);
        for (int y = 0; y < height; y += block) {
            for (int x = 0; x < width; x += block) {
                int colour = random.nextInt(0x1000000);
                for (int dy = 0; dy < block && y + dy < height; dy++) {
                    for (int dx = 0; dx < block && x + dx < width; dx++) {
                        image.setRGB(x + dx, y + dy, colour);
                    }
                }
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
        String name = "/media/" + request.id + ".png";
        files.put(name, png.toByteArray());
        ObjectNode answer = json.createObjectNode();
        answer.putArray("images")
                .addObject()
                .put("url", url(name.substring(1)).toString())
                .put("width", width)
                .put("height", height)
                .put("content_type", "image/png");
        answer.putObject("timings").put("inference", 1.9);
        answer.put("seed", input.path("seed").asLong());
        answer.putArray("has_nsfw_concepts").add(request.blackedOut);
        answer.put("prompt", input.path("prompt").asString());
        return Answer.of(200, answer.toString());
    }

    private Served rest(Call asked) {
        String path = asked.path();
        boolean token = path.startsWith("storage/auth/token");
        String call = token ? "token" : "initiate";
        Answer other = replaced(call);
        if (other.status() != 0) {
            return new Served(call, other);
        }
        if (token) {
            return new Served(call, Answer.of(200, "{\"token\":\"t\",\"token_type\":\"Bearer\"}"));
        }
        String file = "media/" + UUID.randomUUID() + ".zip";
        String address = url(file).toString();
        if (path.startsWith("storage/upload/initiate-multipart")) {
            parts.put("/" + file, new TreeMap<>());
            ObjectNode answer = json.createObjectNode()
                    .put("file_url", address)
                    .put("upload_url", url("parts/" + file) + "?signature=abc");
            return new Served("initiate-multipart", Answer.of(200, answer.toString()));
        }
        ObjectNode answer = json.createObjectNode().put("file_url", address).put("upload_url", address);
        return new Served(call, Answer.of(200, answer.toString()));
    }

    /** Takes numbered parts, and puts them together in the order that the end names. */
    private void part(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath().substring("/parts".length());
            String file = path.substring(0, path.lastIndexOf('/'));
            String name = path.substring(path.lastIndexOf('/') + 1);
            Map<Integer, byte[]> known = parts.get(file);
            if (known == null
                    || !"signature=abc".equals(exchange.getRequestURI().getQuery())) {
                answer(exchange, Answer.of(403, ""));
                return;
            }
            if (exchange.getRequestHeaders().containsKey("Authorization")) {
                foreignKeys.add(path);
            }
            if ("complete".equals(name)) {
                ByteArrayOutputStream whole = new ByteArrayOutputStream();
                for (JsonNode part : json.readTree(body).path("parts")) {
                    int number = part.path("partNumber").asInt();
                    if (!("tag-" + number).equals(part.path("etag").asString())) {
                        answer(exchange, Answer.of(400, "{\"detail\":\"Wrong tag\"}"));
                        return;
                    }
                    whole.writeBytes(known.get(number));
                }
                files.put(file, whole.toByteArray());
                answer(exchange, Answer.of(200, "{}"));
                return;
            }
            known.put(Integer.parseInt(name), body);
            if (cutOff.remove("part")) {
                return;
            }
            answer(exchange, Answer.of(200, "{\"partNumber\":" + name + ",\"etag\":\"tag-" + name + "\"}"));
        }
    }

    /** How many parts a file came in; 0 when it came whole. */
    public int partsOf(URI address) {
        return parts.getOrDefault(address.getPath(), Map.of()).size();
    }

    private void media(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (exchange.getRequestHeaders().containsKey("Authorization")) {
                foreignKeys.add(path);
            }
            if ("PUT".equals(exchange.getRequestMethod())) {
                files.put(path, exchange.getRequestBody().readAllBytes());
                holdBack("upload");
                exchange.sendResponseHeaders(200, -1);
                return;
            }
            byte[] file = files.get(path);
            if (file == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            holdBack("download");
            exchange.sendResponseHeaders(200, file.length);
            exchange.getResponseBody().write(file);
        }
    }

    private static void answer(HttpExchange exchange, Answer answer) throws IOException {
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }
}
