package io.understudy.providers.engines;

import com.sun.net.httpserver.HttpServer;
import io.understudy.identity.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Stands in for the server of an engine: it answers what a test says, or as the real ones were seen to answer. */
public final class FakeEngine implements AutoCloseable {
    public static final String SSH_KEY =
            "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjE=\nAAAA\n-----END OPENSSH PRIVATE KEY-----";

    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> queries = new CopyOnWriteArrayList<>();
    private volatile @Nullable String token;
    private volatile int refusal = 401;

    private record Answer(int status, String body, Map<String, String> headers) {}

    public FakeEngine() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
        server.createContext("/", exchange -> {
            String query = exchange.getRequestURI().getQuery();
            if (query != null) {
                queries.add(query);
            }
            asked.add(exchange.getRequestURI().getPath() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            Answer answer =
                    answers.getOrDefault(exchange.getRequestURI().getPath(), new Answer(404, "Not found", Map.of()));
            String wanted = token;
            if (wanted != null
                    && !("Bearer " + wanted).equals(exchange.getRequestHeaders().getFirst("Authorization"))
                    && !wanted.equals(exchange.getRequestHeaders().getFirst("X-SLURM-USER-TOKEN"))) {
                answer = new Answer(refusal, "Authentication failed", Map.of());
            }
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    public static FakeEngine aiToolkit() {
        return new FakeEngine().answer("/api/gpu", """
                {"hasNvidiaSmi":true,"gpus":[
                 {"index":0,"name":"NVIDIA RTX 4090","memory":{"total":24564,"free":24000,"used":564}},
                 {"index":1,"name":"NVIDIA RTX 3090","memory":{"total":24576,"free":24000,"used":576}}]}""");
    }

    public static FakeEngine comfyUi() {
        return new FakeEngine().answer("/system_stats", """
                        {"system":{"os":"posix","comfyui_version":"0.3.64","python_version":"3.13"},
                         "devices":[{"name":"cuda:0 NVIDIA RTX 4090","type":"cuda","vram_total":25757220864}]}""").answer("/object_info", """
                        {"UNETLoader":{"input":{"required":{"unet_name":[["flux1-dev.safetensors"]]}}},
                         "DualCLIPLoader":{"input":{"required":{"clip_name1":[["clip_l.safetensors","t5xxl.safetensors"]]}}},
                         "VAELoader":{"input":{"required":{"vae_name":["COMBO",{"options":["ae.safetensors"]}]}}},
                         "LoraLoaderModelOnly":{"input":{"required":{"lora_name":["COMBO",{"options":["a","b"]}]}}}}""");
    }

    public static FakeEngine slurm() {
        return new FakeEngine()
                .answer("/openapi/v3", """
                        {"paths":{"/slurm/v0.0.40/ping/":{},"/slurm/v0.0.42/ping/":{},"/slurm/v0.0.39/ping/":{}}}""")
                .answer("/slurm/v0.0.42/ping/", """
                        {"meta":{"slurm":{"release":"24.11.5","cluster":"test"}},"pings":[{"pinged":"UP"}]}""")
                .answer("/slurm/v0.0.42/partitions/", """
                        {"partitions":[{"name":"scavenger"},{"name":"gpu"}]}""")
                .answer("/slurm/v0.0.42/nodes/", """
                        {"nodes":[{"name":"node1","gres":"gpu:2"},{"name":"login","gres":""}]}""");
    }

    public FakeEngine answer(String path, String body) {
        return answer(path, 200, body);
    }

    public FakeEngine answer(String path, int status, String body) {
        answers.put(path, new Answer(status, body, Map.of()));
        return this;
    }

    public FakeEngine sendOn(String path, String to) {
        answers.put(path, new Answer(302, "", Map.of("Location", to)));
        return this;
    }

    /** From now on only requests with this token are answered. */
    public FakeEngine wants(String secret) {
        token = secret;
        return this;
    }

    public FakeEngine refusesWith(int status) {
        refusal = status;
        return this;
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Of the requests that had one. */
    public List<String> queries() {
        return List.copyOf(queries);
    }

    /** Path and authorization of each request. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    public EngineDraft draft(String name, EngineKind kind) {
        return draft(name, kind, Map.of());
    }

    public EngineDraft draft(String name, EngineKind kind, Map<EngineField, String> secrets) {
        Map<EngineField, String> values = new HashMap<>();
        values.put(EngineField.ADDRESS, address());
        values.put(EngineField.SHARED_FOLDER, System.getProperty("java.io.tmpdir"));
        return new EngineDraft(name, kind, values, secrets, "", "/scratch/understudy", 2, null, Role.MEMBER);
    }

    /** A host, or the server of ai-toolkit on it. */
    public static EngineDraft ofMachine(EngineKind kind, String name, String cards, int most) {
        Map<EngineField, String> values = new HashMap<>(Map.of(
                EngineField.ADDRESS,
                "http://GPU.example:8675",
                EngineField.HOST,
                "gpu.example",
                EngineField.USER,
                "artist",
                EngineField.HOST_KEY,
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIK0wmN/Cr3JXqmLW7u+g9pTh+wyqDHpSQEIQczXkVx9q"));
        values.put(EngineField.CARDS, cards);
        return new EngineDraft(
                name,
                kind,
                values,
                Map.of(EngineField.SSH_KEY, SSH_KEY),
                "",
                "/scratch/understudy",
                most,
                null,
                Role.MEMBER);
    }

    public static EngineDraft priced(EngineDraft draft, @Nullable String price, Role openTo) {
        return new EngineDraft(
                draft.name(),
                draft.kind(),
                draft.values(),
                draft.secrets(),
                draft.trainer(),
                draft.workFolder(),
                draft.mostAtOnce(),
                price == null ? null : new BigDecimal(price),
                openTo);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
