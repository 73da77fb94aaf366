package io.understudy.cli.client;

import io.understudy.platform.net.RetryAfter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks the API of a server. Follows no redirect, so that the token goes to the server that it is for and nowhere else;
 * asks again when the server is busy or away for a moment; waits for no answer that stands still.
 */
public final class ApiClient implements AutoCloseable {
    private static final String API = "/api/v1/";
    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final Duration SILENT = Duration.ofMinutes(2);

    /** A file that is sent shows no progress. */
    private static final Duration LONGEST_UPLOAD = Duration.ofMinutes(30);

    private static final Duration LONGEST_PART = Duration.ofMinutes(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final int TRIES = 4;
    private static final long MUCH = 1_000_000;
    private static final int MOST_PARTS = 2_000;
    private static final long LARGEST_ANSWER = 32_000_000;
    private static final int REDIRECT = 300;
    private static final int REFUSAL = 400;
    private static final int CONFLICT = 409;
    private static final Set<Integer> BUSY = Set.of(429, 502, 503, 504);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ServerLogin login;
    private final Pause pause;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();

    public ApiClient(ServerLogin login, Pause pause) {
        this.login = login;
        this.pause = pause;
    }

    /** Text as a part of an address. */
    public static String part(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * @param path below {@code /api/v1/}
     * @throws ApiException when there is no such answer
     */
    public JsonNode get(String path) throws InterruptedException {
        return json(request(path).GET().build(), SILENT);
    }

    /**
     * All items of a list, whose parts are asked for one after the other.
     *
     * @param path with a query
     */
    public List<JsonNode> items(String path) throws InterruptedException {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        for (int parts = 0; parts < MOST_PARTS; parts++) {
            JsonNode page = get(cursor.isEmpty() ? path : path + "&cursor=" + part(cursor));
            page.path("items").forEach(items::add);
            cursor = page.path("next").asString("");
            if (cursor.isEmpty()) {
                return items;
            }
        }
        throw unreadable(null);
    }

    /** @param key the same one for the same request, which is then done once */
    public JsonNode post(String path, String json, String key) throws InterruptedException {
        return json(
                request(path)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", key)
                        .POST(BodyPublishers.ofString(json))
                        .build(),
                SILENT);
    }

    /** @param key as for {@link #post} */
    public JsonNode upload(String path, byte[] file, String key) throws InterruptedException {
        return json(
                request(path)
                        .header("Content-Type", "application/octet-stream")
                        .header("Idempotency-Key", key)
                        .POST(BodyPublishers.ofByteArray(file))
                        .build(),
                LONGEST_UPLOAD);
    }

    /**
     * Adds bytes to an upload.
     *
     * @param offset how many of the file come before them
     */
    JsonNode patch(String path, long offset, byte[] part) throws InterruptedException {
        return json(
                request(path)
                        .header("Content-Type", "application/octet-stream")
                        .header("Upload-Offset", Long.toString(offset))
                        .method("PATCH", BodyPublishers.ofByteArray(part))
                        .build(),
                LONGEST_PART);
    }

    /**
     * Writes an answer to a file. After a lost connection only the rest is asked for, where the server names the file
     * by a strong ETag.
     *
     * @param most bytes that are taken, of the whole file
     * @param progress is called with the bytes that are there
     * @throws IOException when the file cannot be written
     */
    public void download(String path, Path to, long most, LongConsumer progress)
            throws IOException, InterruptedException {
        ResumedFile file = new ResumedFile(to, most);
        // A problem may be longer than the file.
        long limit = Math.max(most, LARGEST_ANSWER);
        try {
            send(
                    () -> file.ask(request(path)).GET().build(),
                    BodyHandlers.limiting(file, limit),
                    SILENT,
                    file::length,
                    progress);
        } catch (UncheckedIOException unwritable) {
            throw unwritable.getCause();
        }
    }

    /**
     * Follows a stream of events until the server ends it.
     *
     * @param last the id of the last event that was seen
     */
    public void events(String path, String last, Consumer<ServerEvent> each) throws InterruptedException {
        EventLines lines = new EventLines(last);
        HttpRequest request = request(path)
                .header("Accept", "text/event-stream")
                .header("Last-Event-ID", last)
                .GET()
                .build();
        BodyHandler<byte[]> stream = answer -> answer.statusCode() < REDIRECT
                ? BodySubscribers.fromLineSubscriber(lines, ended -> new byte[0], StandardCharsets.UTF_8, null)
                : BodySubscribers.ofByteArray();
        try {
            HttpResponse<byte[]> answer = await(
                    http.sendAsync(request, BodyHandlers.limiting(stream, LARGEST_ANSWER)),
                    SILENT,
                    lines::count,
                    count -> lines.drain(each));
            lines.drain(each);
            check(answer);
        } catch (IOException lost) {
            lines.drain(each);
            throw lost(lost);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(login.address() + API + path))
                .header("Authorization", "Bearer " + login.token());
    }

    private JsonNode json(HttpRequest request, Duration silent) throws InterruptedException {
        BodyHandler<byte[]> bytes = BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER);
        byte[] body = send(() -> request, bytes, silent, () -> 0, count -> {});
        try {
            JsonNode json = JSON.readTree(body);
            if (json.isObject()) {
                return json;
            }
        } catch (JacksonException nonsense) {
            throw unreadable(nonsense);
        }
        throw unreadable(null);
    }

    /** @param arrived bytes that are there: many more since the last try allow as many tries again */
    private byte[] send(
            Supplier<HttpRequest> request,
            BodyHandler<byte[]> body,
            Duration silent,
            LongSupplier arrived,
            LongConsumer progress)
            throws InterruptedException {
        long farthest = 0;
        int tries = 0;
        while (true) {
            tries++;
            Duration usual = Duration.ofSeconds((long) tries * tries);
            try {
                HttpResponse<byte[]> answer = await(http.sendAsync(request.get(), body), silent, arrived, progress);
                Duration wait = RetryAfter.of(answer.headers()).orElse(usual);
                if (tries >= TRIES || !isBusy(answer) || wait.compareTo(LONGEST_PAUSE) > 0) {
                    check(answer);
                    return answer.body();
                }
                pause.of(wait);
            } catch (IOException lost) {
                if (arrived.getAsLong() >= farthest + MUCH) {
                    farthest = arrived.getAsLong();
                    tries = 0;
                }
                if (tries >= TRIES) {
                    throw lost(lost);
                }
                pause.of(usual);
            }
        }
    }

    /** A conflict with a time to wait is the same request, which is still being worked on. */
    private static boolean isBusy(HttpResponse<byte[]> answer) {
        return BUSY.contains(answer.statusCode())
                || (answer.statusCode() == CONFLICT
                        && RetryAfter.of(answer.headers()).isPresent());
    }

    /** @param arrived grows as long as the answer arrives */
    private static HttpResponse<byte[]> await(
            CompletableFuture<HttpResponse<byte[]>> answer,
            Duration silent,
            LongSupplier arrived,
            LongConsumer progress)
            throws IOException, InterruptedException {
        long seen = 0;
        long since = System.nanoTime();
        try {
            while (true) {
                try {
                    return answer.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException notYet) {
                    long now = arrived.getAsLong();
                    if (now != seen) {
                        seen = now;
                        since = System.nanoTime();
                        progress.accept(now);
                    } else if (System.nanoTime() - since > silent.toNanos()) {
                        throw new IOException("nothing arrived for " + silent.toSeconds() + " s");
                    }
                } catch (ExecutionException failed) {
                    if (failed.getCause() instanceof UncheckedIOException unwritable) {
                        throw unwritable;
                    }
                    throw new IOException(String.valueOf(failed.getCause()), failed.getCause());
                }
            }
        } finally {
            // Ends what is under way.
            answer.cancel(true);
        }
    }

    private static void check(HttpResponse<byte[]> answer) {
        int status = answer.statusCode();
        if (status >= REDIRECT && status < REFUSAL) {
            throw new ApiException(
                    status,
                    "The server answers with a redirect to %s, which is not followed. Log in with the address of the server itself."
                            .formatted(location(answer.headers())));
        }
        if (status >= REFUSAL) {
            String words = problem(answer, "detail");
            throw new ApiException(
                    status == CONFLICT && isBusy(answer) ? 0 : status,
                    words.isEmpty() ? "The server answered with the status " + status + "." : words,
                    problem(answer, "type"),
                    null);
        }
    }

    private static String location(HttpHeaders headers) {
        return headers.firstValue("Location").orElse("nowhere");
    }

    /** What it says of itself; empty where a proxy or another program answered. */
    private static String problem(HttpResponse<byte[]> answer, String property) {
        try {
            return JSON.readTree(answer.body()).path(property).asString("");
        } catch (JacksonException none) {
            return "";
        }
    }

    private ApiException lost(IOException lost) {
        String words = "There is no answer from %s: %s";
        return new ApiException(0, words.formatted(login.address(), String.valueOf(lost.getMessage())), "", lost);
    }

    private ApiException unreadable(@Nullable Throwable cause) {
        return new ApiException(
                0, "The answer cannot be read. Is %s the address of Understudy?".formatted(login.address()), "", cause);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
