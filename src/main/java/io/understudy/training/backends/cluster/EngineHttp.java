package io.understudy.training.backends.cluster;

import io.understudy.platform.core.Wording;
import io.understudy.platform.net.GuardedHttp;
import io.understudy.platform.net.RefusedAddressException;
import io.understudy.platform.net.UnixSockets;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An engine's server that speaks HTTP and JSON. */
public final class EngineHttp {
    private static final MediaType JSON = MediaType.get("application/json");
    private static final int OK = 200;
    private static final Set<Integer> NOT_SIGNED_IN = Set.of(401, 403, 511);
    private static final Set<Integer> AWAY = Set.of(408, 429, 502, 503, 504);
    /** Slurm's server itself waits up to 20 s for its controller. */
    private static final Duration ANSWER_WITHIN = Duration.ofMinutes(1);
    /** Bytes: a large cluster lists thousands of jobs. */
    private static final long LARGEST_ANSWER = 64L << 20;

    private static final long LARGEST_REASON = 64L << 10;
    private static final int MOST_OF_REASON = 120;

    /** Slurm's server cuts its answer to an offer of HTTP/2. */
    private static final OkHttpClient HTTP = GuardedHttp.client(Duration.ofSeconds(10))
            .protocols(List.of(Protocol.HTTP_1_1))
            .readTimeout(ANSWER_WITHIN)
            .build();

    /** For what changes something: a request whose answer was lost is not sent again unasked. */
    private static final OkHttpClient ONCE =
            HTTP.newBuilder().retryOnConnectionFailure(false).build();

    private static final OkHttpClient SOON =
            HTTP.newBuilder().callTimeout(Duration.ofSeconds(5)).build();

    private final String name;
    private final URI server;
    private final Supplier<Map<String, String>> headers;
    private final OkHttpClient http;
    private final OkHttpClient once;
    private final OkHttpClient soon;

    public record Answer(int status, JsonNode body) {
        public boolean isOk() {
            return status == OK;
        }
    }

    /**
     * @param name for sentences, such as {@code Slurm's REST server}
     * @param server may be a socket of {@link UnixSockets}
     * @param headers asked for at every call: an admin may have entered a new token
     */
    public EngineHttp(String name, URI server, Supplier<Map<String, String>> headers) {
        this.name = name;
        this.server = server;
        this.headers = headers;
        this.http = UnixSockets.client(HTTP, server);
        this.once = UnixSockets.client(ONCE, server);
        this.soon = UnixSockets.client(SOON, server);
    }

    public Answer get(String path) {
        return send(http, request(path));
    }

    /** As {@link #get}, for what nothing depends on. */
    public Answer getSoon(String path) {
        return send(soon, request(path));
    }

    /** As {@link #get}, for a path that changes something. */
    public Answer getOnce(String path) {
        return send(once, request(path));
    }

    public Answer delete(String path) {
        return send(once, request(path).delete());
    }

    public Answer post(String path, Object json) {
        return post(path, RequestBody.create(JsonMapper.shared().writeValueAsBytes(json), JSON));
    }

    public Answer post(String path, RequestBody body) {
        return send(once, request(path).post(body));
    }

    private Answer send(OkHttpClient client, Request.Builder request) {
        try (Response response = exchange(client, request.header("Accept", "application/json"))) {
            return new Answer(
                    response.code(),
                    JsonMapper.shared()
                            .readTree(GuardedHttp.body(response, LARGEST_ANSWER).readUtf8()));
        } catch (JacksonException noJson) {
            throw away("What answers at " + server + " is not " + name + ".", noJson);
        } catch (IOException lost) {
            throw unreachable(lost);
        }
    }

    /**
     * @param most bytes
     * @return whether it was not longer; else the rest was left there
     * @throws IOException when the file cannot be written
     */
    public boolean download(String path, Path file, long most) throws IOException {
        try (Response response = exchange(http, request(path));
                InputStream in = response.body().byteStream()) {
            if (response.code() != OK) {
                throw away(name + " answers with status " + response.code() + " instead of a file.", null);
            }
            try (OutputStream out = Files.newOutputStream(file)) {
                byte[] block = new byte[1 << 16];
                long size = 0;
                for (int read = read(in, block); read >= 0 && size <= most; read = read(in, block)) {
                    out.write(block, 0, read);
                    size += read;
                }
                return size <= most;
            }
        }
    }

    private int read(InputStream in, byte[] block) {
        try {
            return in.read(block);
        } catch (IOException lost) {
            throw unreachable(lost);
        }
    }

    private Request.Builder request(String path) {
        Request.Builder request = new Request.Builder().url(UnixSockets.base(server) + path);
        headers.get().forEach(request::header);
        return request;
    }

    private Response exchange(OkHttpClient client, Request.Builder request) {
        Response response;
        try {
            response = client.newCall(request.build()).execute();
        } catch (RefusedAddressException forbidden) {
            throw new EngineUnreachable(
                    name + " at " + server + " leads to an address that this server never asks.",
                    "Enter another address in the engine's settings.",
                    forbidden);
        } catch (IOException unreachable) {
            throw unreachable(unreachable);
        }
        int status = response.code();
        if (NOT_SIGNED_IN.contains(status) || AWAY.contains(status)) {
            try (response) {
                throw NOT_SIGNED_IN.contains(status)
                        ? notSignedIn()
                        : away(name + " at " + server + " answers with status " + status + reason(response), null);
            }
        }
        return response;
    }

    /** What ends the sentence: Slurm's server says why it is away, such as that its database refuses it. */
    private static String reason(Response response) {
        try {
            JsonNode first = JsonMapper.shared()
                    .readTree(GuardedHttp.body(response, LARGEST_REASON).readUtf8())
                    .path("errors")
                    .path(0);
            String words = Stream.of(first, first.path("error"), first.path("description"))
                    .filter(JsonNode::isString)
                    .map(word -> word.asString("")
                            .replaceAll("[\\s\\p{Cc}\\p{Cf}]+", " ")
                            .strip())
                    .filter(word -> !word.isEmpty())
                    .collect(Collectors.joining(": "));
            String cut = Wording.cut(words, MOST_OF_REASON);
            return (cut.isEmpty() ? "" : ": " + cut) + (cut.endsWith(".") || cut.endsWith("…") ? "" : ".");
        } catch (JacksonException | IOException none) {
            return ".";
        }
    }

    private EngineUnreachable notSignedIn() {
        return UnixSockets.isAddress(server)
                ? new EngineUnreachable(
                        name + " at " + server + " does not accept the account of this server.",
                        "Have it started in that account.",
                        null)
                : new EngineUnreachable(
                        name + " does not accept the token.", "Enter a new token in the engine's settings.", null);
    }

    private EngineUnreachable unreachable(IOException cause) {
        return away(
                Thread.currentThread().isInterrupted()
                        ? "This server is stopping."
                        : "There is no connection to " + name + " at " + server + ".",
                cause);
    }

    private static EngineUnreachable away(String words, @Nullable Exception cause) {
        return new EngineUnreachable(
                words, "Check the address, and that the server is running and can be reached.", cause);
    }
}
