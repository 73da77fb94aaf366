package io.understudy.training.backends.cluster.aitoolkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers as ai-toolkit's own server 0.12.26 does, as far as its source says. A job that runs makes one step each time it is
 * looked at.
 */
public final class FakeAiToolkit implements AutoCloseable {
    public static final String TOKEN = "a-token";
    public static final String DATASETS = "/ai/datasets";
    static final String TRAINING = "/ai/output";
    private static final Pattern PART = Pattern.compile(
            "name=\"(\\w+)\"(?:; filename=\"([^\"]*)\")?\r\n(?:[^\r\n]+\r\n)*\r\n(.*)\r\n", Pattern.DOTALL);

    /** By their ids. */
    public final Map<String, FakeAiToolkitJob> jobs = new LinkedHashMap<>();
    /** By their paths. */
    public final Map<String, byte[]> files = new ConcurrentHashMap<>();

    public final List<String> calls = new CopyOnWriteArrayList<>();
    private final TreeSet<String> runningQueues = new TreeSet<>();
    private final HttpServer server;
    private final String token;
    private volatile int status = 200;
    private volatile String broken = "";
    private volatile String half = "";
    private volatile String nonsense = "";
    private volatile int holdAt = Integer.MAX_VALUE;
    private volatile int stepsAtOnce = 1;
    private volatile IntPredicate saysRate = step -> true;

    public FakeAiToolkit(String token) throws IOException {
        this.token = token;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** From now on every call is answered with this status; 200 for as usual. */
    public void answerWith(int status) {
        this.status = status;
    }

    /** From now on every call is answered with this text, as if all were well. */
    void answerWith(String text) {
        nonsense = text;
    }

    /** Calls whose path ends like this are carried out and cut off in the middle of their answer; empty for none. */
    public void breakOff(String ending) {
        broken = ending;
    }

    /** The first call whose path ends like this gets what was written until then: the half of a file. */
    public void serveHalfOnce(String ending) {
        half = ending;
    }

    /** No job goes beyond this step. */
    public void holdAt(int step) {
        holdAt = step;
    }

    /** A job makes so many steps each time it is looked at. */
    public void trainFaster(int stepsAtOnce) {
        this.stepsAtOnce = stepsAtOnce;
    }

    /** Trainers say their learning rate at these steps only; the first is 0. */
    public void sayRatesAt(IntPredicate steps) {
        saysRate = steps;
    }

    public synchronized void stopQueue(String cards) {
        runningQueues.remove(cards);
    }

    public synchronized FakeAiToolkitJob named(String name) {
        return jobs.values().stream()
                .filter(job -> job.name.equals(name))
                .findFirst()
                .orElseThrow();
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String raw = exchange.getRequestURI().getRawPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        calls.add(exchange.getRequestMethod() + " " + path);
        boolean isPublic = path.startsWith("/api/files/");
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        if (!token.isEmpty() && !isPublic && !("Bearer " + token).equals(given)) {
            json(exchange, 401, Map.of("error", "Unauthorized"));
        } else if (status != 200) {
            json(exchange, status, Map.of("error", "as the test wants it"));
        } else if (!nonsense.isEmpty()) {
            bytes(exchange, 200, nonsense.getBytes(StandardCharsets.UTF_8));
        } else if (!broken.isEmpty() && path.endsWith(broken)) {
            read(path, query(exchange));
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write('{');
            exchange.close();
        } else if (isPublic) {
            byte[] file = files.get(URLDecoder.decode(raw.substring("/api/files/".length()), StandardCharsets.UTF_8));
            if (file != null && !half.isEmpty() && path.endsWith(half)) {
                half = "";
                file = Arrays.copyOf(file, file.length / 2);
            }
            bytes(exchange, file == null ? 404 : 200, file == null ? new byte[0] : file);
        } else if (path.equals("/api/datasets/upload")) {
            upload(new String(body, StandardCharsets.ISO_8859_1));
            json(exchange, 200, Map.of("message", "Files uploaded successfully"));
        } else if (path.equals("/api/datasets/delete")) {
            String folder = DATASETS + "/"
                    + JsonMapper.shared().readTree(body).path("name").asString() + "/";
            files.keySet().removeIf(file -> file.startsWith(folder));
            json(exchange, 200, Map.of("success", true));
        } else if (path.equals("/api/jobs") && exchange.getRequestMethod().equals("POST")) {
            create(exchange, JsonMapper.shared().readTree(body));
        } else {
            Object read = read(path, query(exchange));
            json(exchange, read == null ? 404 : 200, read == null ? Map.of("error", "Job not found") : read);
        }
    }

    private void upload(String body) {
        String boundary = body.substring(0, body.indexOf("\r\n"));
        Map<String, String> fields = new HashMap<>();
        for (String part : body.split(Pattern.quote(boundary))) {
            Matcher found = PART.matcher(part);
            if (found.find()) {
                String name = found.group(2);
                if (name == null) {
                    fields.put(found.group(1), found.group(3));
                } else {
                    files.put(
                            DATASETS + "/" + fields.get("datasetName") + "/" + name.replaceAll("[^a-zA-Z0-9.-]", "_"),
                            found.group(3).getBytes(StandardCharsets.ISO_8859_1));
                }
            }
        }
    }

    private void create(HttpExchange exchange, JsonNode job) throws IOException {
        String name = job.path("name").asString();
        FakeAiToolkitJob known = jobs.get(job.path("id").asString(""));
        if (known != null) {
            known.change(job.path("gpu_ids").asString(), job.path("job_config"));
            json(exchange, 200, known.row());
        } else if (jobs.values().stream().anyMatch(one -> one.name.equals(name))) {
            json(exchange, 409, Map.of("error", "Job name already exists"));
        } else if (job.path("job_config").isEmpty()) {
            json(exchange, 400, Map.of("error", "job_config is required"));
        } else {
            FakeAiToolkitJob created = new FakeAiToolkitJob(
                    "id-" + (jobs.size() + 1), name, job.path("gpu_ids").asString(), job.path("job_config"), files);
            jobs.put(created.id, created);
            json(exchange, 200, created.row());
        }
    }

    /** Null for a job that there is not. */
    private @Nullable Object read(String path, Map<String, String> query) {
        List<String> parts = Arrays.asList(path.substring(1).split("/"));
        return switch (parts.get(1)) {
            case "settings" -> Map.of("TRAINING_FOLDER", TRAINING, "DATASETS_FOLDER", DATASETS, "HF_TOKEN", "secret");
            case "gpu" ->
                Map.of(
                        "gpus",
                        List.of(
                                Map.of("index", 0, "name", "NVIDIA RTX 4090", "memory", Map.of("total", 24564)),
                                Map.of("index", 1, "name", "NVIDIA RTX 4090", "memory", Map.of("total", 24564))));
            case "datasets" ->
                files.keySet().stream()
                        .filter(file -> file.startsWith(DATASETS + "/"))
                        .map(file -> file.split("/")[DATASETS.split("/").length])
                        .distinct()
                        .toList();
            case "queue" -> parts.size() == 2 ? queues() : startQueue(parts.get(2));
            default -> parts.size() == 4 ? ofJob(jobs.get(parts.get(2)), parts.get(3), query) : jobs(query.get("id"));
        };
    }

    private Object queues() {
        return Map.of(
                "queues",
                runningQueues.stream()
                        .map(cards -> Map.of("gpu_ids", cards, "is_running", true))
                        .toList());
    }

    private Object startQueue(String cards) {
        runningQueues.add(cards);
        return Map.of("gpu_ids", cards, "is_running", true);
    }

    /** The real one answers {@code null} where there is no such job. */
    private Object jobs(@Nullable String id) {
        if (id == null) {
            return Map.of(
                    "jobs", jobs.values().stream().map(FakeAiToolkitJob::row).toList());
        }
        FakeAiToolkitJob job = jobs.get(id);
        if (job == null) {
            return JsonMapper.shared().nullNode();
        }
        Map<String, Object> row = job.row();
        boolean isFree = jobs.values().stream()
                .noneMatch(one -> one != job && one.cards.equals(job.cards) && one.status.equals("running"));
        if (job.status.equals("queued") && isFree && runningQueues.contains(job.cards)) {
            job.begin();
        } else {
            for (int made = 0; made < stepsAtOnce && job.step < holdAt; made++) {
                job.train();
            }
        }
        return row;
    }

    private @Nullable Object ofJob(@Nullable FakeAiToolkitJob job, String what, Map<String, String> query) {
        if (job == null) {
            return null;
        }
        switch (what) {
            case "start" -> job.queue();
            case "stop" -> job.stop();
            case "mark_stopped" -> job.status = "stopped";
            case "save_now" -> job.saveNow = true;
            case "sample_now" -> job.sampleNow = true;
            case "delete" -> {
                jobs.remove(job.id);
                files.keySet().removeIf(file -> file.startsWith(job.folder()));
            }
            case "log" -> {
                return job.log(Integer.parseInt(query.get("offset")));
            }
            case "loss" -> {
                return job.metrics(query.get("key"), Integer.parseInt(query.get("since_step")), saysRate);
            }
            case "samples" -> {
                return Map.of("samples", sorted(job.folder() + "samples/").keySet());
            }
            case "files" -> {
                return Map.of(
                        "files",
                        sorted(job.folder()).entrySet().stream()
                                .filter(file -> file.getKey().endsWith(".safetensors"))
                                .map(file -> Map.of("path", file.getKey(), "size", file.getValue().length))
                                .toList());
            }
            default -> throw new IllegalArgumentException(what);
        }
        return job.row();
    }

    private Map<String, byte[]> sorted(String folder) {
        Map<String, byte[]> found = new TreeMap<>(files);
        found.keySet().removeIf(file -> !file.startsWith(folder));
        return found;
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new HashMap<>();
        String text = exchange.getRequestURI().getQuery();
        if (text != null) {
            for (String pair : text.split("&")) {
                query.put(pair.split("=")[0], pair.split("=")[1]);
            }
        }
        return query;
    }

    private static void json(HttpExchange exchange, int status, Object value) throws IOException {
        bytes(exchange, status, JsonMapper.shared().writeValueAsBytes(value));
    }

    private static void bytes(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
