package io.understudy.providers.comfy;

import io.understudy.datasets.images.decoding.TestPhotos;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers as ComfyUI 0.3.64 was seen to, faults included: {@code engines.md} 5. Pictures are noise that the graph seeds. */
public final class FakeComfy implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Map<String, Map<String, List<String>>> CHOICES = Map.of(
            "UNETLoader",
            Map.of(
                    "unet_name",
                    List.of("flux1-dev.safetensors", "flux1-schnell.safetensors"),
                    "weight_dtype",
                    List.of("default", "fp8_e4m3fn")),
            "DualCLIPLoader",
            Map.of(
                    "clip_name1", List.of("clip_l.safetensors", "t5xxl_fp16.safetensors"),
                    "clip_name2", List.of("clip_l.safetensors", "t5xxl_fp16.safetensors"),
                    "type", List.of("sdxl", "sd3", "flux")),
            "VAELoader",
            Map.of("vae_name", List.of("ae.safetensors")),
            "KSampler",
            Map.of("sampler_name", List.of("euler", "dpmpp_2m"), "scheduler", List.of("simple", "normal")));
    private static final Set<String> PLAIN = Set.of(
            "CLIPTextEncode",
            "FluxGuidance",
            "EmptySD3LatentImage",
            "VAEDecode",
            "SaveImage",
            "LoraLoader",
            "LoraLoaderModelOnly");

    private final Tomcat tomcat = new Tomcat();
    private final Path loras;
    private final Map<String, Session> sockets = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Void>> opening = new ConcurrentHashMap<>();
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final List<Job> pending = new ArrayList<>();
    private final Map<String, ObjectNode> history = new ConcurrentHashMap<>();
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, String> cache = new ConcurrentHashMap<>();
    private final List<Job> received = new ArrayList<>();
    private final Thread worker;
    private @Nullable Job running;
    private @Nullable Hold hold;
    private @Nullable ObjectNode failure;
    private Set<String> missingNodes = Set.of();
    private List<String> hiddenLoras = List.of();
    private int hiddenFor;
    /** In milliseconds, between the beginning and the end of a graph. */
    private volatile long skew;

    private int number;
    private int mostQueued;
    private int looks;
    private boolean frames = true;
    private boolean namesItself;
    private boolean windows;
    private volatile boolean closed;

    /** A graph that was posted. */
    public static final class Job {
        private final int number;
        private final String id;
        private final JsonNode graph;
        private final JsonNode extra;
        private final String client;
        private boolean interrupted;

        private Job(int number, String id, JsonNode graph, JsonNode extra, String client) {
            this.number = number;
            this.id = id;
            this.graph = graph;
            this.extra = extra;
            this.client = client;
        }

        public String id() {
            return id;
        }

        public JsonNode graph() {
            return graph;
        }

        private ArrayNode entry() {
            ArrayNode entry =
                    JSON.createArrayNode().add(number).add(id).add(graph).add(extra);
            entry.addArray().add("11");
            return entry;
        }
    }

    /** A graph that runs until it is let go, or interrupted. */
    public static final class Hold {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch free = new CountDownLatch(1);

        public void awaitReached() throws InterruptedException {
            if (!reached.await(1, TimeUnit.MINUTES)) {
                throw new AssertionError("Nothing ran");
            }
        }

        public void letGo() {
            free.countDown();
        }
    }

    /**
     * One wrong answer.
     *
     * @param status of the answer; 0 breaks the connection
     * @param after whether the request is done first
     */
    private record Fault(String route, int status, String body, boolean after) {}

    /** @param loras folder of the loaders */
    public FakeComfy(Path loras) throws IOException {
        this.loras = loras;
        tomcat.setBaseDir(Files.createTempDirectory("fake-comfy").toString());
        tomcat.setPort(0);
        Context context = tomcat.addContext("", null);
        context.addServletContainerInitializer(new WsSci(), Set.of());
        context.addServletContainerInitializer(
                (types, servlets) -> {
                    try {
                        ((ServerContainer) servlets.getAttribute(ServerContainer.class.getName()))
                                .addEndpoint(ServerEndpointConfig.Builder.create(Socket.class, "/ws")
                                        .configurator(new ServerEndpointConfig.Configurator() {
                                            @Override
                                            public <T> T getEndpointInstance(Class<T> type) {
                                                return type.cast(new Socket());
                                            }

                                            @Override
                                            public void modifyHandshake(
                                                    ServerEndpointConfig endpoint,
                                                    HandshakeRequest request,
                                                    HandshakeResponse response) {
                                                opening.put(
                                                        client(request.getParameterMap()), new CompletableFuture<>());
                                            }
                                        })
                                        .build());
                    } catch (jakarta.websocket.DeploymentException problem) {
                        throw new IllegalStateException(problem);
                    }
                },
                Set.of());
        Tomcat.addServlet(context, "comfy", new Routes());
        context.addServletMappingDecoded("/*", "comfy");
        try {
            tomcat.start();
        } catch (LifecycleException problem) {
            throw new IOException(problem);
        }
        worker = Thread.ofVirtual().name("fake-comfy").start(this::work);
    }

    public ComfyServer server() {
        return new ComfyServer(
                URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort()), Map::of);
    }

    @Override
    public void close() throws LifecycleException {
        closed = true;
        worker.interrupt();
        tomcat.stop();
        tomcat.destroy();
    }

    // What tests arrange

    /** The next graph stays running. */
    public synchronized Hold hold() {
        hold = new Hold();
        return hold;
    }

    /** The request is done, and its answer is lost. */
    public void loseAnswerOnce(String route) {
        faults.add(new Fault(route, 0, "", true));
    }

    /** The request is lost on its way. */
    public void loseOnce(String route) {
        faults.add(new Fault(route, 0, "", false));
    }

    public void answerOnce(String route, int status, String body) {
        faults.add(new Fault(route, status, body, false));
    }

    /** From now on the clock of the server is set by so much while it runs a graph. */
    public void setClockBy(Duration by) {
        skew = by.toMillis();
    }

    /** The next graph ends with this error. */
    public synchronized void failOnce(String type, String message) {
        failure = JSON.createObjectNode().put("exception_type", type).put("exception_message", message);
    }

    public synchronized void sendNoFrames() {
        frames = false;
        dropSockets();
    }

    public synchronized void nameGraphsItself() {
        namesItself = true;
    }

    public synchronized void runOnWindows() {
        windows = true;
    }

    public synchronized void lackNode(String type) {
        missingNodes = Set.of(type);
    }

    /** Lists of LoRAs stay as they are now for so many questions. */
    public synchronized void keepListFor(int questions) throws IOException {
        List<String> now = loraNames();
        hiddenFor = questions;
        hiddenLoras = now;
    }

    public void dropSockets() {
        sockets.values().forEach(session -> {
            try {
                session.close(new CloseReason(CloseReason.CloseCodes.GOING_AWAY, ""));
            } catch (IOException gone) {
                // That is what was wanted.
            }
        });
        sockets.clear();
    }

    /** Sends a text to everyone who listens; returns whether anyone does. */
    public boolean say(String text) {
        sockets.keySet()
                .forEach(client ->
                        send(client, session -> session.getBasicRemote().sendText(text)));
        return !sockets.isEmpty();
    }

    /** Queue and history are in memory only. */
    public synchronized void restart() {
        pending.clear();
        history.clear();
        cache.clear();
        Job lost = running;
        running = null;
        if (lost != null) {
            lost.interrupted = true;
        }
        dropSockets();
        notifyAll();
    }

    /** Someone presses Interrupt in ComfyUI's own page. */
    public synchronized void interruptAll() {
        if (running != null) {
            running.interrupted = true;
        }
        notifyAll();
    }

    public synchronized List<Job> received() {
        return List.copyOf(received);
    }

    public synchronized int queued() {
        return pending.size() + (running == null ? 0 : 1);
    }

    /** How many graphs ran and waited at most. */
    public synchronized int mostQueued() {
        return mostQueued;
    }

    /** How often it was asked how many run and wait. */
    public synchronized int looks() {
        return looks;
    }

    /** Everything as at the start, with an empty queue. */
    public synchronized void forget() {
        faults.clear();
        received.clear();
        hold = null;
        failure = null;
        frames = true;
        namesItself = false;
        windows = false;
        missingNodes = Set.of();
        hiddenFor = 0;
        skew = 0;
        mostQueued = 0;
        restart();
    }

    // Running

    private void work() {
        try {
            while (!closed) {
                run(next());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Job next() throws InterruptedException {
        while (pending.isEmpty()) {
            wait();
        }
        Job next = pending.removeFirst();
        running = next;
        return next;
    }

    private void run(Job job) throws InterruptedException {
        long began = System.currentTimeMillis();
        ArrayNode messages = JSON.createArrayNode();
        say(job, messages, "execution_start", JSON.createObjectNode().put("timestamp", began));
        ObjectNode end = JSON.createObjectNode();
        ObjectNode outputs = JSON.createObjectNode();
        String type = end(job, end, outputs, messages);
        say(job, messages, type, end.put("timestamp", Math.max(began + 1, System.currentTimeMillis()) + skew));
        ObjectNode over = JSON.createObjectNode();
        over.putNull("node");
        say(job, JSON.createArrayNode(), "executing", over);
        synchronized (this) {
            if (running == job) {
                running = null;
                ObjectNode entry = JSON.createObjectNode();
                entry.set("prompt", job.entry());
                entry.set("outputs", outputs);
                boolean good = type.equals("execution_success");
                entry.putObject("status")
                        .put("status_str", good ? "success" : "error")
                        .put("completed", good)
                        .set("messages", messages);
                history.put(job.id, entry);
            }
        }
    }

    private String end(Job job, ObjectNode end, ObjectNode outputs, ArrayNode messages) throws InterruptedException {
        Hold held;
        ObjectNode problem;
        synchronized (this) {
            held = hold;
            hold = null;
            problem = failure;
            failure = null;
        }
        String before = cache.get(job.graph.toString());
        if (before != null) {
            say(job, messages, "execution_cached", JSON.createObjectNode());
        } else {
            ObjectNode step =
                    JSON.createObjectNode().put("value", 1).put("max", 4).put("node", "9");
            say(job, JSON.createArrayNode(), "progress", step);
            preview(job);
        }
        if (held != null) {
            held.reached.countDown();
            synchronized (this) {
                while (held.free.getCount() > 0 && !job.interrupted) {
                    wait(10);
                }
            }
        }
        if (job.interrupted) {
            return "execution_interrupted";
        }
        if (problem != null) {
            end.setAll(problem);
            end.put("node_id", "9").put("node_type", "KSampler");
            return "execution_error";
        }
        String name = before == null ? draw(job) : before;
        ObjectNode image = outputs.putObject("11").putArray("images").addObject();
        image.put("filename", name).put("subfolder", "understudy").put("type", "output");
        return "execution_success";
    }

    private String draw(Job job) {
        String prefix =
                job.graph.path("11").path("inputs").path("filename_prefix").asString("");
        String name = prefix.substring(prefix.indexOf('/') + 1) + "_00001_.png";
        files.put(name, picture(job.graph));
        cache.put(job.graph.toString(), name);
        return name;
    }

    private static byte[] picture(JsonNode graph) {
        ObjectNode drawn = ((ObjectNode) graph).deepCopy();
        drawn.remove("11");
        drawn.forEach(node -> ((ObjectNode) node).remove("_meta"));
        JsonNode size = graph.path("8").path("inputs");
        BufferedImage image = new BufferedImage(
                size.path("width").asInt(), size.path("height").asInt(), BufferedImage.TYPE_INT_RGB);
        Random noise = new Random(drawn.toString().hashCode());
        for (int x = 0; x < image.getWidth(); x++) {
            image.setRGB(x, x % image.getHeight(), noise.nextInt());
        }
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(image, "png", bytes);
            return withText(bytes.toByteArray(), "prompt\0" + graph);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** As ComfyUI stores the graph in each picture: behind the header chunk. */
    private static byte[] withText(byte[] png, String text) {
        int header = 33;
        byte[] data = text.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer chunk = ByteBuffer.allocate(data.length + 12).putInt(data.length);
        chunk.put("tEXt".getBytes(StandardCharsets.ISO_8859_1)).put(data);
        CRC32 crc = new CRC32();
        crc.update(chunk.array(), 4, data.length + 4);
        chunk.putInt((int) crc.getValue());
        return ByteBuffer.allocate(png.length + chunk.capacity())
                .put(png, 0, header)
                .put(chunk.array())
                .put(png, header, png.length - header)
                .array();
    }

    private void say(Job job, ArrayNode messages, String type, ObjectNode data) {
        messages.addArray().add(type).add(data.put("prompt_id", job.id));
        ObjectNode frame = JSON.createObjectNode().put("type", type);
        frame.set("data", data);
        send(job.client, session -> session.getBasicRemote().sendText(frame.toString()));
    }

    /** Where the graph asks for them: a server is started without previews by default. */
    private void preview(Job job) {
        if (job.extra.path("preview_method").asString("none").equals("none")) {
            return;
        }
        byte[] jpeg = TestPhotos.jpeg(64, 64, 1);
        ByteBuffer frame = ByteBuffer.allocate(8 + jpeg.length)
                .putInt(1)
                .putInt(1)
                .put(jpeg)
                .flip();
        send(job.client, session -> session.getBasicRemote().sendBinary(frame));
    }

    /** Sends bytes to everyone who listens. */
    public void sayInBytes(byte[] bytes) {
        sockets.keySet()
                .forEach(client ->
                        send(client, session -> session.getBasicRemote().sendBinary(ByteBuffer.wrap(bytes))));
    }

    private interface Sending {
        void to(Session session) throws IOException;
    }

    private static String client(Map<String, List<String>> parameters) {
        return parameters.get("clientId").getFirst();
    }

    /** A client that was let in gets everything from then on, although its session begins a moment later. */
    private void send(String client, Sending sending) {
        CompletableFuture<Void> opened = opening.get(client);
        if (opened != null) {
            opened.completeOnTimeout(null, 10, TimeUnit.SECONDS).join();
        }
        Session session = sockets.get(client);
        if (session != null) {
            try {
                sending.to(session);
            } catch (IOException | IllegalStateException gone) {
                sockets.remove(client, session);
            }
        }
    }

    private final class Socket extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            String client = client(session.getRequestParameterMap());
            try {
                if (frames) {
                    session.getBasicRemote().sendText("{\"type\":\"status\",\"data\":{\"status\":{},\"sid\":\"x\"}}");
                    sockets.put(client, session);
                } else {
                    session.close();
                }
            } catch (IOException gone) {
                // The client left, or that is what was wanted.
            } finally {
                opening.get(client).complete(null);
            }
        }
    }

    // Routes

    private final class Routes extends HttpServlet {
        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            String path = request.getRequestURI();
            String route = request.getMethod() + " " + path.replaceFirst("(^/[^/]*).*", "$1");
            Fault fault = take(each -> each.route.equals(route));
            if (fault != null && !fault.after) {
                fail(response, fault);
                return;
            }
            if (request.getHeader("Origin") != null) {
                response.sendError(403);
                return;
            }
            byte[] answer = answer(request, response, route, path);
            if (fault != null) {
                fail(response, fault);
                return;
            }
            response.getOutputStream().write(answer);
        }

        private void fail(HttpServletResponse response, Fault fault) throws IOException {
            if (fault.status == 0) {
                response.setContentLength(1000);
                response.getOutputStream().write('{');
                response.flushBuffer();
                throw new IOException("The connection breaks, as a test wants it");
            }
            response.setStatus(fault.status);
            response.getOutputStream().write(fault.body.getBytes(StandardCharsets.UTF_8));
        }
    }

    private @Nullable Fault take(Predicate<Fault> of) {
        return faults.stream().filter(of).findFirst().filter(faults::remove).orElse(null);
    }

    private byte[] answer(HttpServletRequest request, HttpServletResponse response, String route, String path)
            throws IOException {
        return switch (route) {
            case "POST /prompt" -> accept(JSON.readTree(request.getInputStream().readAllBytes()), response);
            case "GET /prompt" -> remaining();
            case "GET /queue" -> queue();
            case "POST /queue" -> delete(JSON.readTree(request.getInputStream().readAllBytes()));
            case "POST /interrupt" ->
                interrupt(JSON.readTree(request.getInputStream().readAllBytes()));
            case "GET /history" -> history(path.replaceFirst("^/history/?", ""));
            case "GET /view" -> view(String.valueOf(request.getParameter("filename")), response);
            case "GET /object_info" -> bytes(objectInfo(path.replaceFirst(".*/", "")));
            case "GET /system_stats" ->
                "{\"system\":{\"comfyui_version\":\"0.3.64\"},\"devices\":[{\"name\":\"cpu\",\"type\":\"cpu\"}]}"
                        .getBytes(StandardCharsets.UTF_8);
            default -> {
                response.setStatus(404);
                yield new byte[0];
            }
        };
    }

    private synchronized byte[] remaining() {
        looks++;
        return ("{\"exec_info\":{\"queue_remaining\":" + queued() + "}}").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(JsonNode node) {
        return node.toString().getBytes(StandardCharsets.UTF_8);
    }

    private synchronized byte[] accept(JsonNode body, HttpServletResponse response) throws IOException {
        ObjectNode refusal = refusal(body.path("prompt"));
        if (refusal != null) {
            response.setStatus(400);
            return bytes(refusal);
        }
        String id = namesItself ? "own-" + number : body.path("prompt_id").asString("");
        Job job = new Job(
                number++,
                id,
                body.path("prompt"),
                body.path("extra_data"),
                body.path("client_id").asString(""));
        pending.add(job);
        received.add(job);
        mostQueued = Math.max(mostQueued, queued());
        notifyAll();
        ObjectNode answer = JSON.createObjectNode().put("prompt_id", id).put("number", job.number);
        answer.putObject("node_errors");
        return bytes(answer);
    }

    private @Nullable ObjectNode refusal(JsonNode graph) throws IOException {
        ObjectNode errors = JSON.createObjectNode();
        for (var node : graph.properties()) {
            String type = node.getValue().path("class_type").asString("");
            ObjectNode known = (ObjectNode) objectInfo(type);
            if (known.isEmpty()) {
                ObjectNode refusal = JSON.createObjectNode();
                refusal.putObject("error")
                        .put("type", "invalid_prompt")
                        .put("message", "Cannot execute because node " + type + " does not exist.")
                        .put("details", "Node ID '#" + node.getKey() + "'");
                refusal.putObject("node_errors");
                return refusal;
            }
            for (var choice : known.path(type).path("input").path("required").properties()) {
                JsonNode value = node.getValue().path("inputs").path(choice.getKey());
                JsonNode list = choice.getValue().path(0);
                if (list.isArray() && list.valueStream().noneMatch(value::equals)) {
                    ObjectNode error = errors.withObject(node.getKey())
                            .put("class_type", type)
                            .withArray("errors")
                            .addObject();
                    error.put("type", "value_not_in_list").put("message", "Value not in list");
                    error.putObject("extra_info")
                            .put("input_name", choice.getKey())
                            .put("received_value", value.asString(""))
                            .set("input_config", list.size() > 20 ? JSON.nullNode() : choice.getValue());
                }
            }
        }
        if (errors.isEmpty()) {
            return null;
        }
        ObjectNode refusal = JSON.createObjectNode();
        refusal.putObject("error").put("type", "prompt_outputs_failed_validation");
        refusal.set("node_errors", errors);
        return refusal;
    }

    private synchronized JsonNode objectInfo(String type) throws IOException {
        ObjectNode info = JSON.createObjectNode();
        if (missingNodes.contains(type) || !CHOICES.containsKey(type) && !PLAIN.contains(type)) {
            return info;
        }
        ObjectNode required = info.putObject(type).putObject("input").putObject("required");
        CHOICES.getOrDefault(type, Map.of()).forEach((input, names) -> choice(required, input, names));
        if (type.startsWith("LoraLoader")) {
            choice(required, "lora_name", hiddenFor-- > 0 ? hiddenLoras : loraNames());
        }
        if (type.equals("CLIPTextEncode")) {
            required.putArray("text").add("STRING").addObject().put("multiline", true);
        }
        return info;
    }

    private static void choice(ObjectNode required, String input, Collection<String> names) {
        ArrayNode list = required.putArray(input).addArray();
        names.forEach(list::add);
    }

    private List<String> loraNames() throws IOException {
        try (Stream<Path> found = Files.walk(loras)) {
            return found.filter(file -> file.toString().endsWith(".safetensors"))
                    .map(file -> loras.relativize(file).toString())
                    .map(name -> windows ? name.replace('/', '\\') : name)
                    .sorted()
                    .toList();
        }
    }

    private synchronized byte[] queue() {
        ObjectNode queue = JSON.createObjectNode();
        ArrayNode now = queue.putArray("queue_running");
        if (running != null) {
            now.add(running.entry());
        }
        ArrayNode waiting = queue.putArray("queue_pending");
        pending.forEach(job -> waiting.add(job.entry()));
        return bytes(queue);
    }

    private synchronized byte[] delete(JsonNode body) {
        body.path("delete").forEach(id -> pending.removeIf(job -> job.id.equals(id.asString(""))));
        return new byte[0];
    }

    private synchronized byte[] interrupt(JsonNode body) {
        if (running != null && running.id.equals(body.path("prompt_id").asString(""))) {
            running.interrupted = true;
            notifyAll();
        }
        return new byte[0];
    }

    private byte[] history(String id) {
        ObjectNode found = JSON.createObjectNode();
        history.forEach((each, entry) -> {
            if (id.isEmpty() || id.equals(each)) {
                found.set(each, entry);
            }
        });
        return bytes(found);
    }

    private byte[] view(String name, HttpServletResponse response) {
        byte[] file = files.get(name);
        if (file == null) {
            response.setStatus(404);
        }
        return Objects.requireNonNullElse(file, new byte[0]);
    }
}
