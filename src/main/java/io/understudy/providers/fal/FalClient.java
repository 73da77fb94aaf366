package io.understudy.providers.fal;

import io.understudy.identity.PublicUrl;
import io.understudy.providers.fal.FalHttp.Patience;
import io.understudy.providers.fal.FalRequestMonitor.Watch;
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
    private static final int OK = 200;
    private static final Duration LONGEST_COMPUTED = Duration.ofDays(30);
    /** Characters: three of them are kept with a run. */
    private static final int LONGEST_ADDRESS = 500;

    private static final int ED25519_BYTES = 32;
    /** What goes before the 32 bytes of an Ed25519 key to make it a key in X.509 form. */
    private static final byte[] ED25519_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

    private final JsonMapper json = JsonMapper.shared();
    private final FalProperties properties;
    private final FalHttp wire;
    private final FalTransfer transfer;
    private final FalUploads uploads;
    private final Function<String, Optional<URI>> outside;

    @FunctionalInterface
    public interface Sleeper {
        void pause(Duration time) throws InterruptedException;
    }

    /** What the sender of a request notes around each try: between two of them nothing is on its way. */
    public interface Submission {
        /**
         * Stands for a request until fal has named it; fal names none like this.
         *
         * @param reference what the request is submitted for
         */
        static String placeholder(String reference) {
            return "sending " + reference;
        }

        /**
         * Right before a try: from here on the request may be accepted.
         *
         * @return what it is for: fal's message about it comes with this
         */
        String sending();

        /** fal certainly did not take it. */
        void notTaken();

        /** It is tried again after a while. */
        void waiting(FalProblem why, Duration time);

        static String waitingWords(FalProblem why, Duration time) {
            return "Asks fal.ai again in " + time.toSeconds() + " s. " + why.words();
        }
    }

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
     * Puts a request into the queue of a model, and waits while fal takes no more.
     *
     * @param endpoint full id, such as {@code fal-ai/flux-lora-fast-training}
     * @param bell ends a wait
     * @throws FalProblem.NotReached when nothing has reached fal
     * @throws FalProblem.Refused when fal did not take it
     * @throws FalProblem.AnswerLost when it may have been taken
     */
    public FalTicket submit(String endpoint, Map<String, ?> input, Submission submission, Watch bell)
            throws InterruptedException {
        String body = json.writeValueAsString(input);
        for (Patience patience = new Patience(properties.giveUpAfter()); ; ) {
            String reference = submission.sending();
            FalProblem problem;
            try {
                return ticket(
                        endpoint,
                        wire.ask(wire.authorised(wire.queue(endpoint + webhook(reference)))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body))));
            } catch (FalProblem.AnswerLost lost) {
                throw lost;
            } catch (FalProblem.Refused refused) {
                if (!refused.rulesOutAccept()) {
                    throw new FalProblem.AnswerLost(
                            "fal.ai answered the submit with HTTP " + refused.status()
                                    + ": it may have been accepted all the same.",
                            refused);
                }
                problem = refused;
            } catch (FalProblem nothingSent) {
                problem = nothingSent;
            }
            submission.notTaken();
            if (problem instanceof FalProblem.NotReached
                    || (problem instanceof FalProblem.Refused refused && refused.isRetryable())) {
                Duration time = patience.after(problem);
                submission.waiting(problem, time);
                bell.await(time);
            } else {
                throw problem;
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
        if (!FalTicket.isRequestId(id)) {
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

    /** An address of fal's own answer, unless it is none or leads to another host: the key goes along. */
    private URI trusted(JsonNode answer, String field, URI otherwise) {
        String text = answer.path(field).asString("");
        String base = properties.queueUrl().toString();
        try {
            return text.length() <= LONGEST_ADDRESS && text.startsWith(base.endsWith("/") ? base : base + "/")
                    ? URI.create(text)
                    : otherwise;
        } catch (IllegalArgumentException none) {
            return otherwise;
        }
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
        int ahead = answer.path("queue_position").asInt(-1);
        double computed = answer.path("metrics").path("inference_time").asDouble(-1);
        String error = answer.path("error").asString("");
        String type = answer.path("error_type").asString("");
        return new FalStatus(
                stage,
                ahead < 0 ? null : Integer.valueOf(ahead),
                lines(answer.path("logs")),
                error.isEmpty() && type.isEmpty()
                        ? Optional.empty()
                        : Optional.of(FalErrorReader.inStatus(error, type)),
                computed >= 0 && computed <= LONGEST_COMPUTED.toSeconds()
                        ? Optional.of(Duration.ofMillis(Math.round(1000 * computed)))
                        : Optional.empty());
    }

    private static List<String> lines(JsonNode logs) {
        List<String> lines = new ArrayList<>();
        for (JsonNode entry : logs) {
            lines.add(entry.path("message").asString("").replace("\0", "").stripTrailing());
        }
        return lines;
    }

    /** Asks once what the model answered; fal keeps it for minutes only. */
    FalResult result(FalTicket ticket) {
        HttpResponse<String> response =
                wire.send(wire.authorised(ticket.responseUrl()).GET().build());
        return new FalResult(wire.answer(response), FalErrorReader.units(response.headers()));
    }

    /** Asks once that a request be stopped. That it is over, or unknown, counts only where its state says the same. */
    FalCancels.Answer cancel(FalTicket ticket) {
        try {
            JsonNode answer = wire.ask(wire.authorised(ticket.cancelUrl()).PUT(BodyPublishers.noBody()));
            return "OK".equals(answer.path("status").asString(""))
                    ? FalCancels.Answer.TAKEN_OUT
                    : FalCancels.Answer.ASKED;
        } catch (FalProblem.Refused refused) {
            if (refused.status() == 400 || refused.status() == 404) {
                return withoutCancel(ticket, refused);
            }
            throw refused;
        }
    }

    private FalCancels.Answer withoutCancel(FalTicket ticket, FalProblem.Refused why) {
        try {
            if (status(ticket).stage() == FalStatus.Stage.COMPLETED) {
                return FalCancels.Answer.OVER;
            }
        } catch (FalProblem.Refused unknown) {
            if (unknown.status() == 404 && why.status() == 404) {
                return FalCancels.Answer.UNKNOWN;
            }
        }
        throw why;
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
        transfer.required(source);
        wire.patiently(Duration.ZERO, () -> downloadOnce(source, target));
    }

    Path downloadOnce(String source, Path target) {
        try (Response response = transfer.send(new Request.Builder(), transfer.required(source))) {
            if (response.code() != OK) {
                throw FalTransfer.refused(response);
            }
            Files.copy(
                    new Limited(response.body().byteStream(), LARGEST_FILE),
                    target,
                    StandardCopyOption.REPLACE_EXISTING);
            return target;
        } catch (IOException broken) {
            throw new FalProblem.AnswerLost("The file from fal.ai broke off: " + broken.getMessage(), broken);
        }
    }

    /** Whether a file that was uploaded is still there. */
    boolean isThere(URI address, long size) {
        try (Response response = transfer.send(new Request.Builder().head(), address)) {
            return response.code() == OK
                    && Long.toString(size).equals(response.header("Content-Length", Long.toString(size)));
        } catch (FalProblem.NotReached | FalProblem.AnswerLost unknown) {
            return false;
        }
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
