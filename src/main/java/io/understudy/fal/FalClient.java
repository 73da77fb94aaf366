package io.understudy.fal;

import io.understudy.people.PublicUrl;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Speaks to fal.ai. Questions are repeated while it is worth it; a submit is repeated only when nothing can have reached
 * fal or fal itself said no, because fal has no key against doing it twice. The key goes to the two configured hosts and
 * to no other.
 */
@Component
public class FalClient {
    private static final int TRIES = 5;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration TRANSFER = Duration.ofMinutes(30);
    private static final long LARGEST_FILE = 4L << 30;
    private static final int ED25519_BYTES = 32;
    /** What goes before the 32 bytes of an Ed25519 key to make it a key in X.509 form. */
    private static final byte[] ED25519_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final String STORAGE = "storage_type=fal-cdn-v3";

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final JsonMapper json = JsonMapper.shared();
    private final FalProperties properties;
    private final Supplier<String> key;
    private final Pauses pauses;

    private final Function<String, Optional<URI>> outside;

    @Autowired
    FalClient(FalProperties properties, FalKey key, Pauses pauses, PublicUrl address) {
        this(properties, key::reveal, pauses, address::forServices);
    }

    /**
     * @param key asked for anew at every call, so that a new one counts at once
     * @param outside makes the address at which fal reaches a path of ours; empty when the internet does not reach us
     */
    public FalClient(
            FalProperties properties, Supplier<String> key, Pauses pauses, Function<String, Optional<URI>> outside) {
        this.properties = properties;
        this.key = key;
        this.pauses = pauses;
        this.outside = outside;
    }

    /**
     * Puts a request into the queue of a model.
     *
     * @param endpoint full id, such as {@code fal-ai/flux-lora-fast-training}
     * @param reference what it is for: fal's message about it comes with this
     * @throws FalProblem.NotReached when nothing has reached fal
     * @throws FalProblem.Refused when fal did not take it
     * @throws FalProblem.AnswerLost when it may have been taken
     */
    public FalTicket submit(String endpoint, Map<String, ?> input, String reference) throws InterruptedException {
        String body = json.writeValueAsString(input);
        URI target = queue(endpoint + webhook(reference));
        for (int attempt = 1; ; attempt++) {
            try {
                JsonNode answer = ask(authorised(target)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)));
                return ticket(endpoint, answer);
            } catch (FalProblem.NotReached unreached) {
                giveUpOrPause(attempt, unreached);
            } catch (FalProblem.Refused refused) {
                if (refused.status() != 429 && refused.status() != 503) {
                    throw refused.status() >= 500
                            ? new FalProblem.AnswerLost(
                                    "fal.ai answered the submit with HTTP " + refused.status()
                                            + ": it may have been accepted all the same.",
                                    refused)
                            : refused;
                }
                giveUpOrPause(attempt, refused);
            }
        }
    }

    private String webhook(String reference) {
        return outside.apply("webhooks/fal/" + reference)
                .map(webhook -> "?fal_webhook=" + URLEncoder.encode(webhook.toString(), StandardCharsets.UTF_8))
                .orElse("");
    }

    /**
     * The keys with which fal signs its messages; they are public.
     *
     * @throws FalProblem when they cannot be fetched
     */
    List<PublicKey> signingKeys() {
        JsonNode answer = ask(HttpRequest.newBuilder(rest(".well-known/jwks.json"))
                .timeout(properties.answerWithin())
                .GET());
        List<PublicKey> keys = new ArrayList<>();
        for (JsonNode key : answer.path("keys")) {
            if ("Ed25519".equals(key.path("crv").asString(""))) {
                keys.add(ed25519(key.path("x").asString("")));
            }
        }
        return keys;
    }

    private static PublicKey ed25519(String x) {
        try {
            byte[] raw = Base64.getUrlDecoder().decode(x);
            if (raw.length != ED25519_BYTES) {
                throw new FalProblem.AnswerLost("One of fal.ai's keys has a wrong length.", null);
            }
            byte[] encoded = Arrays.copyOf(ED25519_HEAD, ED25519_HEAD.length + raw.length);
            System.arraycopy(raw, 0, encoded, ED25519_HEAD.length, raw.length);
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
            throw new FalProblem.AnswerLost("One of fal.ai's keys cannot be read.", unreadable);
        }
    }

    private FalTicket ticket(String endpoint, JsonNode answer) {
        String id = answer.path("request_id").asString("");
        if (id.isBlank()) {
            throw new FalProblem.AnswerLost("fal.ai took the submit, but named no request.", null);
        }
        FalTicket ours = ticket(endpoint, id);
        return new FalTicket(
                endpoint,
                id,
                trusted(answer, "status_url", ours.statusUrl()),
                trusted(answer, "response_url", ours.responseUrl()),
                trusted(answer, "cancel_url", ours.cancelUrl()));
    }

    /** The ticket of a request whose id is known, with the addresses that fal's rules give it. */
    public FalTicket ticket(String endpoint, String requestId) {
        String[] parts = endpoint.split("/");
        int kept = "workflows".equals(parts[0]) || "comfy".equals(parts[0]) ? 3 : 2;
        String model = String.join("/", List.of(parts).subList(0, Math.min(kept, parts.length)));
        URI request = queue(model + "/requests/" + requestId);
        return new FalTicket(
                endpoint, requestId, URI.create(request + "/status"), request, URI.create(request + "/cancel"));
    }

    /** An address of fal's own answer, unless it leads to another host: the key goes along. */
    private URI trusted(JsonNode answer, String field, URI otherwise) {
        String text = answer.path(field).asString("");
        String base = properties.queueUrl().toString();
        return text.startsWith(base.endsWith("/") ? base : base + "/") ? URI.create(text) : otherwise;
    }

    public FalStatus status(FalTicket ticket) throws InterruptedException {
        JsonNode answer = patiently(
                () -> ask(authorised(URI.create(ticket.statusUrl() + "?logs=1")).GET()));
        FalStatus.Stage stage;
        try {
            stage = FalStatus.Stage.valueOf(answer.path("status").asString(""));
        } catch (IllegalArgumentException unknown) {
            throw new FalProblem.AnswerLost("fal.ai's word on how the request stands makes no sense.", unknown);
        }
        JsonNode ahead = answer.path("queue_position");
        JsonNode computed = answer.path("metrics").path("inference_time");
        String error = answer.path("error").asString("");
        String type = answer.path("error_type").asString("");
        return new FalStatus(
                stage,
                ahead.isNumber() ? Integer.valueOf(ahead.asInt()) : null,
                lines(answer.path("logs")),
                error.isEmpty() && type.isEmpty() ? Optional.empty() : Optional.of(FalErrors.inStatus(error, type)),
                computed.isNumber()
                        ? Optional.of(Duration.ofMillis(Math.round(1000 * computed.asDouble())))
                        : Optional.empty());
    }

    private static List<String> lines(JsonNode logs) {
        List<String> lines = new ArrayList<>();
        for (JsonNode entry : logs) {
            lines.add(entry.path("message").asString("").stripTrailing());
        }
        return lines;
    }

    /** What the model answered; fal keeps it for minutes only. */
    public JsonNode result(FalTicket ticket) throws InterruptedException {
        return patiently(() -> ask(authorised(ticket.responseUrl()).GET()));
    }

    public FalCancel cancel(FalTicket ticket) throws InterruptedException {
        try {
            JsonNode answer = patiently(() -> ask(authorised(ticket.cancelUrl()).PUT(BodyPublishers.noBody())));
            return "OK".equals(answer.path("status").asString("")) ? FalCancel.TAKEN_OUT : FalCancel.ASKED;
        } catch (FalProblem.Refused refused) {
            return switch (refused.status()) {
                case 400 -> FalCancel.OVER;
                case 404 -> FalCancel.UNKNOWN;
                default -> throw refused;
            };
        }
    }

    /** Brings a file to fal's own store and answers its address. */
    public URI upload(Path file, String name, String contentType) throws InterruptedException {
        try {
            return Files.size(file) > properties.partsAbove().toBytes()
                    ? uploadInParts(file, name, contentType)
                    : uploadWhole(file, name, contentType);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The file to upload cannot be read", unreadable);
        }
    }

    private URI uploadWhole(Path file, String name, String contentType) throws IOException, InterruptedException {
        Place place = place("storage/upload/initiate", name, contentType);
        // The address to write to carries its own permission: no key.
        HttpRequest put = HttpRequest.newBuilder(place.target())
                .timeout(TRANSFER)
                .header("Content-Type", contentType)
                .PUT(BodyPublishers.ofFile(file))
                .build();
        patiently(() -> answer(send(put)));
        return place.address();
    }

    /** One part is in memory at a time, and only that part is sent again when the connection breaks. */
    private URI uploadInParts(Path file, String name, String contentType) throws IOException, InterruptedException {
        Place place = place("storage/upload/initiate-multipart", name, contentType);
        int size = Math.toIntExact(properties.partSize().toBytes());
        List<Map<String, Object>> parts = new ArrayList<>();
        try (InputStream bytes = Files.newInputStream(file)) {
            for (byte[] part = bytes.readNBytes(size); part.length > 0; part = bytes.readNBytes(size)) {
                int number = parts.size() + 1;
                HttpRequest put = HttpRequest.newBuilder(below(place.target(), Integer.toString(number)))
                        .timeout(TRANSFER)
                        .header("Content-Type", contentType)
                        .PUT(BodyPublishers.ofByteArray(part))
                        .build();
                parts.add(Map.of("partNumber", number, "etag", patiently(() -> etag(answer(send(put))))));
            }
        }
        HttpRequest complete = HttpRequest.newBuilder(below(place.target(), "complete"))
                .timeout(TRANSFER)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json.writeValueAsString(Map.of("parts", parts))))
                .build();
        patiently(() -> answer(send(complete)));
        return place.address();
    }

    private static String etag(JsonNode answer) {
        String etag = answer.path("etag").asString("");
        if (etag.isEmpty()) {
            throw new FalProblem.AnswerLost("fal.ai did not confirm a part of the upload.", null);
        }
        return etag;
    }

    /** A path below an address, in front of its query, which carries the permission. */
    private static URI below(URI address, String name) {
        String text = address.toString();
        int query = text.indexOf('?');
        return query < 0
                ? URI.create(text + "/" + name)
                : URI.create(text.substring(0, query) + "/" + name + text.substring(query));
    }

    /**
     * Where a file may be written.
     *
     * @param target takes the bytes
     * @param address where they are found afterwards
     */
    private record Place(URI target, URI address) {}

    private Place place(String path, String name, String contentType) throws InterruptedException {
        String wish = json.writeValueAsString(Map.of("content_type", contentType, "file_name", name));
        JsonNode answer = patiently(() -> ask(authorised(rest(path + "?" + STORAGE))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(wish))));
        return new Place(address(answer, "upload_url"), address(answer, "file_url"));
    }

    /** Copies a result into a file. No key goes along: results lie open under an address that nobody can guess. */
    public void download(URI source, Path target) throws InterruptedException {
        requireWeb(source);
        patiently(() -> {
            HttpResponse<InputStream> response = sendFor(
                    HttpRequest.newBuilder(source).timeout(TRANSFER).GET().build(), BodyHandlers.ofInputStream());
            try (InputStream bytes = response.body()) {
                if (response.statusCode() != 200) {
                    throw FalErrors.of(response.statusCode(), "", Optional.empty(), "");
                }
                long size = Files.copy(new Limited(bytes, LARGEST_FILE), target, StandardCopyOption.REPLACE_EXISTING);
                long promised =
                        response.headers().firstValueAsLong("content-length").orElse(size);
                if (size != promised) {
                    throw new FalProblem.AnswerLost(
                            "The file from fal.ai broke off after " + size + " of " + promised + " bytes.", null);
                }
                return target;
            } catch (IOException broken) {
                throw new FalProblem.AnswerLost("The file from fal.ai broke off: " + broken.getMessage(), broken);
            }
        });
    }

    /** Asks fal for leave to upload, which costs nothing and needs a valid key. */
    public void checkKey() {
        ask(authorised(rest("storage/auth/token?" + STORAGE))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}")));
    }

    private URI queue(String path) {
        return resolved(properties.queueUrl(), path);
    }

    private URI rest(String path) {
        return resolved(properties.restUrl(), path);
    }

    private static URI resolved(URI base, String path) {
        return URI.create(base.toString().replaceAll("/+$", "") + "/" + path);
    }

    private static URI address(JsonNode answer, String field) {
        try {
            URI address = URI.create(answer.path(field).asString(""));
            requireWeb(address);
            return address;
        } catch (IllegalArgumentException none) {
            throw new FalProblem.AnswerLost("fal.ai named no place for the file.", none);
        }
    }

    private static void requireWeb(URI address) {
        if (!"https".equals(address.getScheme()) && !"http".equals(address.getScheme())) {
            throw new FalProblem.AnswerLost("fal.ai names a place that is not on the web.", null);
        }
    }

    private HttpRequest.Builder authorised(URI address) {
        return HttpRequest.newBuilder(address)
                .timeout(properties.answerWithin())
                .header("Accept", "application/json")
                .header("Authorization", "Key " + key.get());
    }

    private JsonNode ask(HttpRequest.Builder request) {
        return answer(send(request.build()));
    }

    private HttpResponse<String> send(HttpRequest request) {
        return sendFor(request, BodyHandlers.ofString());
    }

    private <T> HttpResponse<T> sendFor(HttpRequest request, HttpResponse.BodyHandler<T> body) {
        String host = String.valueOf(request.uri().getHost());
        try {
            return http.send(request, body);
        } catch (ConnectException | HttpConnectTimeoutException | UnknownHostException unreached) {
            throw new FalProblem.NotReached(host, unreached);
        } catch (IOException lost) {
            if (lost.getCause() instanceof UnresolvedAddressException) {
                throw new FalProblem.NotReached(host, lost);
            }
            throw new FalProblem.AnswerLost("The connection to fal.ai broke off before its answer came.", lost);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new FalProblem.AnswerLost("The server stopped before fal.ai's answer came.", stopped);
        }
    }

    private JsonNode answer(HttpResponse<String> response) {
        int status = response.statusCode();
        if (status / 100 != 2) {
            throw FalErrors.of(
                    status,
                    response.headers().firstValue("X-Fal-Error-Type").orElse(""),
                    response.headers().firstValue("X-Fal-Retryable").map(Boolean::parseBoolean),
                    response.body());
        }
        String body = response.body();
        if (body.isBlank()) {
            return json.createObjectNode();
        }
        try {
            return json.readTree(body);
        } catch (JacksonException nonsense) {
            if (response.request().method().equals("PUT")) {
                return json.createObjectNode();
            }
            throw new FalProblem.AnswerLost("fal.ai's answer is no JSON.", null);
        }
    }

    private <T> T patiently(Supplier<T> question) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return question.get();
            } catch (FalProblem.NotReached | FalProblem.AnswerLost lost) {
                giveUpOrPause(attempt, lost);
            } catch (FalProblem.Refused refused) {
                if (!refused.isRetryable()) {
                    throw refused;
                }
                giveUpOrPause(attempt, refused);
            }
        }
    }

    private void giveUpOrPause(int attempt, FalProblem problem) throws InterruptedException {
        if (attempt >= TRIES || Thread.currentThread().isInterrupted()) {
            throw problem;
        }
        pauses.pause(FIRST_PAUSE.multipliedBy(1L << (attempt - 1)));
    }

    /** Ends a stream that is longer than any result. */
    private static final class Limited extends java.io.FilterInputStream {
        private long left;

        Limited(InputStream in, long limit) {
            super(in);
            left = limit;
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte @Nullable [] bytes, int from, int length) throws IOException {
            int read = super.read(bytes, from, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int read) throws IOException {
            left -= read;
            if (left < 0) {
                throw new IOException("it is larger than any result");
            }
        }
    }
}
