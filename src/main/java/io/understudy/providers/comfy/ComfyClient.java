package io.understudy.providers.comfy;

import io.understudy.providers.comfy.ComfyResult.Ending;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Speaks to one ComfyUI server; every method throws {@link ComfyProblem} where the server is away or says no. */
public final class ComfyClient {
    /** In {@code extra_data}, which comes back in the queue and the history: finds a graph on servers that name graphs themselves. */
    private static final String MARK = "understudy";

    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final String RUNNING = "queue_running";
    private static final String PENDING = "queue_pending";
    private static final long LAST_MILLIS = 4_102_444_800_000L;

    /** A picture that took longer did not: the server's clock was set meanwhile. */
    private static final long LONGEST_MILLIS = Duration.ofHours(6).toMillis();

    private static final int REMEMBERED = 200;
    /** Where an entry of the queue or the history has its id, and what was sent along with the graph. */
    private static final int ID = 1;

    private static final int EXTRA = 3;

    private final ComfyServer server;
    private final ComfyHttp http;

    /**
     * @param id as the server calls it
     * @param sentAs the id that it was sent under
     * @param since when it was sent; null where the server does not say
     */
    public record Sent(
            String id,
            String sentAs,
            boolean isRunning,
            @Nullable Instant since) {}

    public ComfyClient(ComfyServer server) {
        this(server, Duration.ofSeconds(60));
    }

    /** @param answerWithin until the last byte of an answer has come */
    public ComfyClient(ComfyServer server, Duration answerWithin) {
        this.server = server;
        this.http = new ComfyHttp(server, answerWithin);
    }

    public ComfyServer server() {
        return server;
    }

    /**
     * Puts a graph into the queue.
     *
     * @param clientId whose socket gets its frames
     * @param id a UUID by which it is to be known
     * @return the id that the server gave it: another one where the server is too old to take ours
     */
    public String submit(ObjectNode graph, String clientId, String id) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.put("client_id", clientId).put("prompt_id", id).set("prompt", graph);
        // Otherwise a server sends previews only where it was started with that option; older ones pass over it.
        body.putObject("extra_data").put(MARK, id).put("preview_method", "auto");
        ComfyHttp.Answer answer = http.post("/prompt", body);
        if (answer.status() == 400) {
            throw ComfyErrorReader.of(server, 400, new String(answer.body(), StandardCharsets.UTF_8), graph);
        }
        String given = http.json(http.body(answer)).path("prompt_id").asString("");
        if (given.isEmpty()) {
            throw http.nonsense(null);
        }
        return given;
    }

    /** How many graphs run or wait, anyone's. */
    public int queued() {
        JsonNode count = http.get("/prompt").path("exec_info").path("queue_remaining");
        if (!count.isIntegralNumber()) {
            throw http.nonsense(null);
        }
        return count.asInt();
    }

    /** Whether the graph runs or waits. */
    public boolean isQueued(String id) {
        return queue().anyMatch(entry -> entry.path(ID).asString("").equals(id));
    }

    private Stream<JsonNode> queue() {
        JsonNode queue = queues();
        return Stream.concat(
                queue.path(RUNNING).valueStream(), queue.path(PENDING).valueStream());
    }

    private JsonNode queues() {
        JsonNode queue = http.get("/queue");
        if (!queue.path(RUNNING).isArray() || !queue.path(PENDING).isArray()) {
            throw http.nonsense(null);
        }
        return queue;
    }

    /** Graphs that run or wait and that this product sent, also another installation of it. */
    public List<Sent> sent() {
        JsonNode queue = queues();
        return Stream.of(RUNNING, PENDING)
                .flatMap(state -> queue.path(state)
                        .valueStream()
                        .filter(entry -> UUID.matcher(
                                        entry.path(EXTRA).path(MARK).asString(""))
                                .matches())
                        .map(entry -> new Sent(
                                entry.path(ID).asString(""), sentAs(entry), state.equals(RUNNING), since(entry))))
                .toList();
    }

    private static @Nullable Instant since(JsonNode entry) {
        long millis = entry.path(EXTRA).path("create_time").asLong(0);
        return millis <= 0 || millis > LAST_MILLIS ? null : Instant.ofEpochMilli(millis);
    }

    /**
     * The id that a graph really has which was sent under this one, whether it waits, runs or is over; empty when the server
     * knows nothing of it.
     */
    public Optional<String> find(String id) {
        return queue().filter(entry -> isCalled(entry, id))
                .findFirst()
                // What left the queue since is in the history.
                .or(() -> entry(id).map(entry -> entry.path("prompt")))
                .or(() -> http.get("/history?max_items=" + REMEMBERED)
                        .valueStream()
                        .map(entry -> entry.path("prompt"))
                        .filter(entry -> isCalled(entry, id))
                        .findFirst())
                .map(entry -> entry.path(ID).asString(id));
    }

    private static boolean isCalled(JsonNode entry, String id) {
        return entry.path(ID).asString("").equals(id) || sentAs(entry).equals(id);
    }

    private static String sentAs(JsonNode entry) {
        return entry.path(EXTRA).path(MARK).asString(entry.path(ID).asString(""));
    }

    private Optional<JsonNode> entry(String id) {
        return Optional.of(http.get("/history/" + encoded(id)).path(id)).filter(JsonNode::isObject);
    }

    /** How a graph ended; empty while it waits or runs, a moment longer, and when it is unknown. */
    public Optional<ComfyResult> result(String id) {
        return entry(id).map(this::result);
    }

    private ComfyResult result(JsonNode entry) {
        JsonNode status = entry.path("status");
        JsonNode error = message(status, "execution_error");
        boolean isFailed = status.path("status_str").asString("").equals("error");
        boolean isInterrupted = message(status, "execution_interrupted") != null;
        List<ComfyFile> pictures = new ArrayList<>();
        for (JsonNode output : entry.path("outputs")) {
            for (JsonNode image : output.path("images")) {
                pictures.add(new ComfyFile(
                        image.path("filename").asString(""),
                        image.path("subfolder").asString(""),
                        image.path("type").asString("output")));
            }
        }
        Ending ending = error != null || isFailed && !isInterrupted
                ? Ending.FAILED
                : isInterrupted ? Ending.INTERRUPTED : Ending.DONE;
        return new ComfyResult(
                ending,
                sentAs(entry.path("prompt")),
                pictures,
                seconds(time(status, "execution_start"), time(status, "execution_success")),
                error == null
                        ? server + " failed and gave no reason."
                        : ComfyErrorReader.failure(server, entry, error));
    }

    private static @Nullable JsonNode message(JsonNode status, String type) {
        return status.path("messages")
                .valueStream()
                .filter(message -> message.path(0).asString("").equals(type))
                .map(message -> message.path(1))
                .findFirst()
                .orElse(null);
    }

    private static double seconds(long start, long end) {
        return start > 0 && end >= start && end - start < LONGEST_MILLIS ? (end - start) / 1000.0 : 0;
    }

    private static long time(JsonNode status, String type) {
        JsonNode message = message(status, type);
        return message == null ? 0 : message.path("timestamp").asLong(0);
    }

    /**
     * Ends a graph, whether it waits or runs.
     *
     * @return whether it is out of the queue; one that runs takes a moment to stop
     */
    public boolean stop(String id) {
        ObjectNode removal = JsonMapper.shared().createObjectNode();
        removal.putArray("delete").add(id);
        http.body(http.post("/queue", removal));
        // Begun meanwhile; the server checks that it is this one which runs.
        http.body(http.post("/interrupt", JsonMapper.shared().createObjectNode().put("prompt_id", id)));
        return !isQueued(id);
    }

    /** A PNG without the graph that ComfyUI writes into it; empty when what came is no whole one. */
    public Optional<byte[]> picture(ComfyFile file) {
        return PlainPng.of(http.bytes("/view?filename=%s&subfolder=%s&type=%s"
                .formatted(encoded(file.name()), encoded(file.subfolder()), encoded(file.type()))));
    }

    /**
     * What a node takes.
     *
     * @throws ComfyProblem.Refused when the server has no such node
     */
    JsonNode node(String type) {
        JsonNode node = http.get("/object_info/" + encoded(type)).path(type);
        if (!node.isObject()) {
            throw ComfyErrorReader.noSuchNode(server, type);
        }
        return node;
    }

    /** Opens the socket on which the frames of this client's graphs come. */
    public ComfySocket listen(String clientId, Consumer<ComfySocket.Frame> listener) {
        ComfySocket socket = new ComfySocket(listener);
        http.open("/ws?clientId=" + encoded(clientId), socket);
        return socket;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
