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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Answers as ai-toolkit's own server does, as far as its source says. */
final class FakeAiToolkit implements AutoCloseable {
    static final String TOKEN = "a token";

    final Map<String, Map<String, Object>> jobs = new LinkedHashMap<>();
    final Map<String, byte[]> files = new ConcurrentHashMap<>();
    final List<String> uploads = new CopyOnWriteArrayList<>();
    final List<String> calls = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile String token;
    volatile int status = 200;

    FakeAiToolkit(String token) throws IOException {
        this.token = token;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
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
        } else if (isPublic) {
            byte[] file = files.get(URLDecoder.decode(raw.substring("/api/files/".length()), StandardCharsets.UTF_8));
            bytes(exchange, file == null ? 404 : 200, file == null ? new byte[0] : file);
        } else if (path.equals("/api/datasets/upload")) {
            uploads.add(new String(body, StandardCharsets.ISO_8859_1));
            json(exchange, 200, Map.of("message", "Files uploaded successfully"));
        } else if (path.equals("/api/jobs") && exchange.getRequestMethod().equals("POST")) {
            create(exchange, JsonMapper.shared().readTree(body));
        } else {
            json(exchange, 200, read(path, query(exchange)));
        }
    }

    private void create(HttpExchange exchange, JsonNode job) throws IOException {
        String name = job.path("name").asString();
        if (jobs.values().stream().anyMatch(one -> name.equals(one.get("name")))) {
            json(exchange, 409, Map.of("error", "Job name already exists"));
        } else if (job.path("job_config").isEmpty()) {
            json(exchange, 400, Map.of("error", "job_config is required"));
        } else {
            String id = "id-" + (jobs.size() + 1);
            Map<String, Object> created = new HashMap<>(Map.of(
                    "id",
                    id,
                    "name",
                    name,
                    "gpu_ids",
                    job.path("gpu_ids").asString(),
                    "status",
                    "stopped",
                    "step",
                    0,
                    "total_steps",
                    100,
                    "info",
                    "",
                    "speed_string",
                    ""));
            jobs.put(id, created);
            json(exchange, 200, created);
        }
    }

    private Object read(String path, Map<String, String> query) {
        List<String> parts = Arrays.asList(path.substring(1).split("/"));
        if (path.equals("/api/settings")) {
            return Map.of("TRAINING_FOLDER", "/ai/output", "DATASETS_FOLDER", "/ai/datasets", "HF_TOKEN", "secret");
        }
        if (path.equals("/api/gpu")) {
            return Map.of(
                    "gpus", List.of(Map.of("index", 0, "name", "NVIDIA RTX 4090", "memory", Map.of("total", 24564))));
        }
        if (path.equals("/api/jobs")) {
            return query.containsKey("id")
                    ? jobs.getOrDefault(query.get("id"), Map.of())
                    : Map.of("jobs", jobs.values());
        }
        Map<String, Object> job = parts.size() == 4 ? jobs.getOrDefault(parts.get(2), Map.of()) : Map.of();
        switch (parts.getLast()) {
            case "start" -> {
                if (parts.get(1).equals("jobs")) {
                    job.put("status", "queued");
                } else {
                    jobs.values().stream()
                            .filter(one ->
                                    one.get("gpu_ids").equals(parts.get(2)) && "queued".equals(one.get("status")))
                            .forEach(one -> one.put("status", "running"));
                }
            }
            case "stop" -> job.put("status", "stopped");
            case "delete" -> jobs.remove(parts.get(2));
            case "log" -> {
                String log = "step 1\nstep 2\n";
                int offset = Integer.parseInt(query.get("offset"));
                boolean again = offset > log.length();
                return Map.of("log", log.substring(again ? 0 : offset), "offset", log.length(), "reset", again);
            }
            case "loss" -> {
                return Map.of(
                        "key",
                        "loss/loss",
                        "points",
                        List.of(
                                Map.of("step", Integer.parseInt(query.get("since_step")) + 1, "value", 0.5),
                                Map.of("step", 9)));
            }
            case "samples" -> {
                return Map.of("samples", List.of("/ai/output/mira/samples/1.jpg"));
            }
            case "files" -> {
                return Map.of("files", List.of(Map.of("path", "/ai/output/mira/mira.safetensors", "size", 3)));
            }
            default -> {
                return Map.of("ok", true);
            }
        }
        return job;
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
