package io.understudy.providers.fal;

import io.understudy.identity.PublicUrl;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
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
import okhttp3.Dns;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Speaks to fal.ai. Questions are repeated while it is worth it; a submit is repeated only when nothing can have reached
 * fal or fal itself said no, because fal has no key against doing it twice. The key goes to the two configured hosts and
 * to no other.
 */
@Component
public class FalClient {
    private static final long LARGEST_FILE = 4L << 30;
    private static final int ED25519_BYTES = 32;
    /** What goes before the 32 bytes of an Ed25519 key to make it a key in X.509 form. */
    private static final byte[] ED25519_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

    private final JsonMapper json = JsonMapper.shared();
    private final FalProperties properties;
    private final FalHttp wire;
    private final FalTransfer transfer;
    private final FalUploads uploads;
    private final Function<String, Optional<URI>> outside;

    @Autowired
    FalClient(FalProperties properties, FalKey key, Sleeper pauses, PublicUrl address) {
        this(properties, key::reveal, pauses, address::forServices);
    }

    /**
     * @param key asked for again at every call, so that a new one counts at once
     * @param outside makes the address at which fal reaches a path of ours; empty when the internet does not reach us
     */
    public FalClient(
            FalProperties properties, Supplier<String> key, Sleeper pauses, Function<String, Optional<URI>> outside) {
        this.properties = properties;
        this.wire = new FalHttp(properties, key, pauses);
        this.transfer = new FalTransfer(properties, Dns.SYSTEM);
        this.uploads = new FalUploads(wire, transfer, properties);
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
        URI target = wire.queue(endpoint + webhook(reference));
        for (int attempt = 1; ; attempt++) {
            try {
                JsonNode answer = wire.ask(wire.authorised(target)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)));
                return ticket(endpoint, answer);
            } catch (FalProblem.NotReached unreached) {
                wire.giveUpOrPause(attempt, unreached);
            } catch (FalProblem.Refused refused) {
                if (refused.status() != 429 && refused.status() != 503) {
                    throw refused.status() >= 500
                            ? new FalProblem.AnswerLost(
                                    "fal.ai answered the submit with HTTP " + refused.status()
                                            + ": it may have been accepted all the same.",
                                    refused)
                            : refused;
                }
                wire.giveUpOrPause(attempt, refused);
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
    public List<PublicKey> signingKeys() {
        JsonNode answer = wire.ask(HttpRequest.newBuilder(wire.rest(".well-known/jwks.json"))
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

    public FalTicket ticket(String endpoint, String requestId) {
        String[] parts = endpoint.split("/");
        int kept = "workflows".equals(parts[0]) || "comfy".equals(parts[0]) ? 3 : 2;
        String model = String.join("/", List.of(parts).subList(0, Math.min(kept, parts.length)));
        URI request = wire.queue(model + "/requests/" + requestId);
        return new FalTicket(
                endpoint, requestId, URI.create(request + "/status"), request, URI.create(request + "/cancel"));
    }

    /** An address of fal's own answer, unless it leads to another host: the key goes along. */
    private URI trusted(JsonNode answer, String field, URI otherwise) {
        String text = answer.path(field).asString("");
        String base = properties.queueUrl().toString();
        return text.startsWith(base.endsWith("/") ? base : base + "/") ? URI.create(text) : otherwise;
    }

    FalStatus status(FalTicket ticket) {
        JsonNode answer = wire.ask(
                wire.authorised(URI.create(ticket.statusUrl() + "?logs=1")).GET());
        FalStatus.Stage stage;
        try {
            stage = FalStatus.Stage.valueOf(answer.path("status").asString(""));
        } catch (IllegalArgumentException unknown) {
            throw new FalProblem.AnswerLost("fal.ai's report on the state of the request makes no sense.", unknown);
        }
        JsonNode ahead = answer.path("queue_position");
        JsonNode computed = answer.path("metrics").path("inference_time");
        String error = answer.path("error").asString("");
        String type = answer.path("error_type").asString("");
        return new FalStatus(
                stage,
                ahead.isNumber() ? Integer.valueOf(ahead.asInt()) : null,
                lines(answer.path("logs")),
                error.isEmpty() && type.isEmpty()
                        ? Optional.empty()
                        : Optional.of(FalErrorReader.inStatus(error, type)),
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

    /** Asks once what the model answered; fal keeps it for minutes only. */
    FalResult result(FalTicket ticket) {
        HttpResponse<String> response =
                wire.send(wire.authorised(ticket.responseUrl()).GET().build());
        return new FalResult(wire.answer(response), FalErrorReader.units(response.headers()));
    }

    public FalCancelAnswer cancel(FalTicket ticket) throws InterruptedException {
        try {
            JsonNode answer = wire.patiently(
                    () -> wire.ask(wire.authorised(ticket.cancelUrl()).PUT(BodyPublishers.noBody())));
            return "OK".equals(answer.path("status").asString("")) ? FalCancelAnswer.TAKEN_OUT : FalCancelAnswer.ASKED;
        } catch (FalProblem.Refused refused) {
            return switch (refused.status()) {
                case 400 -> FalCancelAnswer.OVER;
                case 404 -> FalCancelAnswer.UNKNOWN;
                default -> throw refused;
            };
        }
    }

    public URI upload(Path file, String name, String contentType) throws InterruptedException {
        return uploads.upload(file, name, contentType);
    }

    /** Whether a result at this address would be fetched. */
    boolean mayFetch(String address) {
        try {
            return transfer.mayReach(URI.create(address));
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    /** Copies a result into a file. No key goes along: results lie open under an address that nobody can guess. */
    public void download(String source, Path target) throws InterruptedException {
        URI address = transfer.required(source);
        wire.patiently(() -> {
            try (Response response = transfer.send(new Request.Builder(), address)) {
                if (response.code() != 200) {
                    throw FalErrorReader.of(response.code(), "", Optional.empty(), "");
                }
                Files.copy(
                        new Limited(response.body().byteStream(), LARGEST_FILE),
                        target,
                        StandardCopyOption.REPLACE_EXISTING);
                return target;
            } catch (IOException broken) {
                throw new FalProblem.AnswerLost("The file from fal.ai broke off: " + broken.getMessage(), broken);
            }
        });
    }

    /** Asks fal for leave to upload, which costs nothing and needs a valid key. */
    public void checkKey() {
        wire.ask(wire.authorised(wire.rest("storage/auth/token?" + FalUploads.STORAGE))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}")));
    }

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
