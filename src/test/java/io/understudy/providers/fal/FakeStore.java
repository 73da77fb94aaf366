package io.understudy.providers.fal;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Files at {@link FakeFal}: uploaded whole or in parts, and what its models made. */
final class FakeStore {
    private static final String SIGNATURE = "signature=abc";

    private final FakeFaults faults;
    private final UnaryOperator<String> url;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, Map<Integer, byte[]>> parts = new ConcurrentHashMap<>();
    private final AtomicInteger uploads = new AtomicInteger();
    private final List<String> foreignKeys = new CopyOnWriteArrayList<>();

    /** @param url makes an address of a path */
    FakeStore(FakeFaults faults, UnaryOperator<String> url) {
        this.faults = faults;
        this.url = url;
    }

    /** @return the address of the file */
    String put(String name, byte[] bytes) {
        files.put("/media/" + name, bytes);
        return url.apply("media/" + name);
    }

    byte @Nullable [] file(URI address) {
        return files.get(address.getPath());
    }

    int partsOf(URI address) {
        return parts.getOrDefault(address.getPath(), Map.of()).size();
    }

    List<String> keysSentElsewhere() {
        return List.copyOf(foreignKeys);
    }

    void remove(URI address) {
        files.remove(address.getPath());
    }

    int uploads() {
        return uploads.get();
    }

    void forget() {
        foreignKeys.clear();
        files.clear();
        uploads.set(0);
    }

    /** Where an upload may be written, and where it is found afterwards. */
    FakeAnswer place(boolean inParts) {
        String file = "media/" + UUID.randomUUID() + ".zip";
        String address = url.apply(file);
        ObjectNode answer = JsonMapper.shared().createObjectNode().put("file_url", address);
        if (inParts) {
            parts.put("/" + file, new TreeMap<>());
            answer.put("upload_url", url.apply("parts/" + file) + "?" + SIGNATURE);
        } else {
            answer.put("upload_url", address);
        }
        return FakeAnswer.of(200, answer.toString());
    }

    void media(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            noteKey(exchange, path);
            if ("PUT".equals(exchange.getRequestMethod())) {
                byte[] body = exchange.getRequestBody().readAllBytes();
                Optional<FakeAnswer> instead = faults.replaced("upload");
                if (instead.isPresent()) {
                    instead.get().send(exchange);
                    return;
                }
                files.put(path, body);
                uploads.incrementAndGet();
                faults.holdBack("upload");
                exchange.sendResponseHeaders(200, -1);
                return;
            }
            byte[] file = files.get(path);
            if (file == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            if ("HEAD".equals(exchange.getRequestMethod())) {
                exchange.getResponseHeaders().set("Content-Length", Integer.toString(file.length));
                exchange.sendResponseHeaders(200, -1);
                return;
            }
            faults.holdBack("download");
            Optional<FakeAnswer> instead = faults.replaced("download");
            if (instead.isPresent()) {
                instead.get().send(exchange);
                return;
            }
            exchange.sendResponseHeaders(200, file.length);
            exchange.getResponseBody().write(file);
        }
    }

    /** Takes numbered parts, and puts them together in the order that the end names. */
    void part(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath().substring("/parts".length());
            String file = path.substring(0, path.lastIndexOf('/'));
            String name = path.substring(path.lastIndexOf('/') + 1);
            Map<Integer, byte[]> known = parts.get(file);
            if (known == null || !SIGNATURE.equals(exchange.getRequestURI().getQuery())) {
                FakeAnswer.of(403, "").send(exchange);
                return;
            }
            noteKey(exchange, path);
            if ("complete".equals(name)) {
                complete(file, known, JsonMapper.shared().readTree(body)).send(exchange);
                return;
            }
            known.put(Integer.parseInt(name), body);
            if (!faults.cutsOff("part")) {
                FakeAnswer.of(200, "{\"partNumber\":" + name + ",\"etag\":\"tag-" + name + "\"}")
                        .send(exchange);
            }
        }
    }

    private FakeAnswer complete(String file, Map<Integer, byte[]> known, JsonNode wanted) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (JsonNode part : wanted.path("parts")) {
            int number = part.path("partNumber").asInt();
            if (!("tag-" + number).equals(part.path("etag").asString())) {
                return FakeAnswer.of(400, "{\"detail\":\"Wrong tag\"}");
            }
            whole.writeBytes(known.get(number));
        }
        files.put(file, whole.toByteArray());
        return FakeAnswer.of(200, "{}");
    }

    private void noteKey(HttpExchange exchange, String path) {
        if (exchange.getRequestHeaders().containsKey("Authorization")) {
            foreignKeys.add(path);
        }
    }
}
