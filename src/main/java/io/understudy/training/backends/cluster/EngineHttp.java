package io.understudy.training.backends.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An engine's server that speaks HTTP and JSON. */
public final class EngineHttp {
    private static final int OK = 200;
    private static final Set<Integer> NOT_SIGNED_IN = Set.of(401, 403, 511);
    private static final Set<Integer> AWAY = Set.of(408, 429, 502, 503, 504);
    /** Slurm's server itself waits up to 20 s for its controller. */
    private static final Duration ANSWER_WITHIN = Duration.ofMinutes(1);
    /** Bytes: a large cluster lists thousands of jobs. */
    private static final long LARGEST_ANSWER = 64L << 20;

    /** Slurm's server cuts its answer to an offer of HTTP/2. */
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private final String name;
    private final URI server;
    private final Supplier<Map<String, String>> headers;

    public record Answer(int status, JsonNode body) {
        public boolean isOk() {
            return status == OK;
        }
    }

    /**
     * @param name for sentences, such as {@code Slurm's REST server}
     * @param headers asked for at every call: an admin may have entered a new token
     */
    public EngineHttp(String name, URI server, Supplier<Map<String, String>> headers) {
        this.name = name;
        this.server = server;
        this.headers = headers;
    }

    public Answer get(String path) {
        return send("GET", path, BodyPublishers.noBody(), "");
    }

    public Answer delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody(), "");
    }

    public Answer post(String path, Object json) {
        return post(path, BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(json)), "application/json");
    }

    public Answer post(String path, BodyPublisher body, String type) {
        return send("POST", path, body, type);
    }

    private Answer send(String method, String path, BodyPublisher body, String type) {
        HttpRequest.Builder request = request(path)
                .timeout(ANSWER_WITHIN)
                .header("Accept", "application/json")
                .method(method, body);
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        HttpResponse<String> response =
                exchange(request.build(), BodyHandlers.limiting(BodyHandlers.ofString(), LARGEST_ANSWER));
        try {
            return new Answer(response.statusCode(), JsonMapper.shared().readTree(response.body()));
        } catch (JacksonException noJson) {
            throw away(
                    "What answers at " + server + " with status " + response.statusCode() + " is not " + name + ".",
                    noJson);
        }
    }

    /** @throws IOException when the file cannot be written, or the bytes stop coming */
    public void download(String path, Path file) throws IOException {
        HttpResponse<InputStream> response = exchange(request(path).build(), BodyHandlers.ofInputStream());
        try (InputStream in = response.body()) {
            if (response.statusCode() != OK) {
                throw away(name + " answers with status " + response.statusCode() + " instead of a file.", null);
            }
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.toString().replaceAll("/+$", "") + path));
        headers.get().forEach(request::header);
        return request;
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, BodyHandler<T> body) {
        HttpResponse<T> response;
        try {
            response = http.send(request, body);
        } catch (IOException unreachable) {
            throw away("There is no connection to " + name + " at " + server + ".", unreachable);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw away("This server is stopping.", stopping);
        }
        if (NOT_SIGNED_IN.contains(response.statusCode())) {
            throw new EngineUnreachable(
                    name + " does not accept the token.", "Enter a new token in the engine's settings.", true, null);
        }
        if (AWAY.contains(response.statusCode())) {
            throw away(name + " at " + server + " answers with status " + response.statusCode() + ".", null);
        }
        return response;
    }

    private static EngineUnreachable away(String words, @Nullable Exception cause) {
        return new EngineUnreachable(
                words, "Check the address, and that the server is running and can be reached.", false, cause);
    }
}
