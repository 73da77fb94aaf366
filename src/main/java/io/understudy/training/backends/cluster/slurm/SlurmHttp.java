package io.understudy.training.backends.cluster.slurm;

import io.understudy.training.backends.cluster.EngineUnreachable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Slurm's REST server on TCP, where a token says who asks. */
public final class SlurmHttp {
    private static final Set<Integer> NOT_SIGNED_IN = Set.of(401, 403, 511);
    private static final Set<Integer> AWAY = Set.of(408, 429, 502, 503, 504);
    /** The server itself waits up to 20 s for its controller. */
    private static final Duration ANSWER_WITHIN = Duration.ofMinutes(1);
    /** Bytes: a large cluster lists thousands of jobs. */
    private static final long LARGEST_ANSWER = 64L << 20;

    /** The server cuts its answer to an offer of HTTP/2. */
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private final URI server;
    private final Supplier<String> token;

    record Answer(int status, JsonNode body) {}

    /** @param token asked for at every call: an admin may have entered a new one */
    public SlurmHttp(URI server, Supplier<String> token) {
        this.server = server;
        this.token = token;
    }

    Answer send(String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(server.toString().replaceAll("/+$", "") + path))
                .timeout(ANSWER_WITHIN)
                .header("X-SLURM-USER-TOKEN", token.get())
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        try {
            HttpResponse<String> response =
                    http.send(request.build(), BodyHandlers.limiting(BodyHandlers.ofString(), LARGEST_ANSWER));
            return answer(response.statusCode(), response.body());
        } catch (IOException unreachable) {
            throw away("There is no connection to Slurm's REST server at " + server + ".", unreachable);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw away("This server is stopping.", stopping);
        }
    }

    private Answer answer(int status, String body) {
        if (NOT_SIGNED_IN.contains(status)) {
            throw SlurmErrors.unanswered("authentication failed with status " + status);
        }
        if (AWAY.contains(status)) {
            throw away("Slurm's REST server at " + server + " answers with status " + status + ".", null);
        }
        try {
            return new Answer(status, JsonMapper.shared().readTree(body));
        } catch (JacksonException noJson) {
            throw away("What answers at " + server + " with status " + status + " is not Slurm's REST server.", noJson);
        }
    }

    private static EngineUnreachable away(String words, @Nullable Exception cause) {
        return new EngineUnreachable(
                words, "Check the address, and that slurmrestd is running and can be reached.", false, cause);
    }
}
