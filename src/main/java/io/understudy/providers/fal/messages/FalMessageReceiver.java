package io.understudy.providers.fal.messages;

import io.understudy.providers.fal.FalProblem;
import io.understudy.providers.fal.FalRequestEnded;
import io.understudy.providers.fal.FalRequestMonitor;
import io.understudy.providers.fal.messages.FalMessageRejected.Reason;
import io.understudy.storage.BlobHash;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes fal's messages that a request is over. Anyone can reach this endpoint: a message counts only with a signature
 * of fal's over its request, its sender, its time and its content, and once, whichever node it reaches.
 */
@Component
public class FalMessageReceiver {
    private static final Logger log = LoggerFactory.getLogger(FalMessageReceiver.class);
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final int SIGNATURE_BYTES = 64;
    private static final int ID_LENGTH = 200;

    private final FalSigningKeys keys;
    private final FalRequestMonitor monitor;
    private final ApplicationEventPublisher events;
    private final FalMessageRepository repository;
    private final TransactionOperations transaction;
    private final Clock clock;

    FalMessageReceiver(
            FalSigningKeys keys,
            FalRequestMonitor monitor,
            ApplicationEventPublisher events,
            FalMessageRepository repository,
            TransactionOperations transaction,
            Clock clock) {
        this.keys = keys;
        this.monitor = monitor;
        this.events = events;
        this.repository = repository;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * What the headers say of a message.
     *
     * @param timestamp seconds since 1970
     * @param signature Ed25519, in hexadecimal digits
     */
    public record Seal(
            @Nullable String requestId,
            @Nullable String userId,
            @Nullable String timestamp,
            @Nullable String signature) {}

    /**
     * Takes a message; one that was taken before changes nothing.
     *
     * @param reference what the request was submitted for
     * @throws FalMessageRejected when it is not fal's
     */
    public void receive(UUID reference, Seal seal, byte[] body) throws FalMessageRejected {
        String requestId = required(seal.requestId());
        String userId = required(seal.userId());
        String timestamp = required(seal.timestamp());
        Instant sent = sent(timestamp);
        byte[] signature = signature(required(seal.signature()));
        if (Duration.between(sent, clock.instant()).abs().compareTo(WINDOW) > 0) {
            throw new FalMessageRejected(Reason.STALE, "it was signed more than five minutes before or after now");
        }
        String content = String.join(
                "\n", requestId, userId, timestamp, BlobHash.of(body).hex());
        requireSigned(content.getBytes(StandardCharsets.UTF_8), signature);
        String named = named(body, requestId);
        FalRequestEnded report = new FalRequestEnded(reference, named);
        if (isFirst(HexFormat.of().formatHex(signature), report)) {
            boolean awaited = monitor.ended(named);
            log.debug("fal.ai reports request {}, which {} here", named, awaited ? "is awaited" : "nobody awaits");
        } else {
            log.debug("fal.ai repeated its message about request {}", named);
        }
    }

    /**
     * Writes a message down together with what follows from it: when that fails it does not count, and fal, which is
     * answered with no success then, sends it again.
     */
    private boolean isFirst(String signature, FalRequestEnded report) {
        try {
            transaction.executeWithoutResult(status -> {
                repository.add(signature, report.requestId(), report.reference(), clock.instant());
                events.publishEvent(report);
            });
            return true;
        } catch (DuplicateKeyException repeated) {
            log.trace("This message was already received", repeated);
            return false;
        }
    }

    private void requireSigned(byte[] content, byte[] signature) throws FalMessageRejected {
        boolean genuine;
        try {
            genuine = keys.signed(content, signature);
        } catch (FalProblem unreachable) {
            log.warn("A message cannot be checked, because fal.ai's keys cannot be fetched: {}", unreachable.words());
            throw new FalMessageRejected(Reason.UNDECIDED, "fal.ai's keys cannot be fetched");
        }
        if (!genuine) {
            throw new FalMessageRejected(Reason.FORGED, "none of fal.ai's keys made its signature");
        }
    }

    private static String required(@Nullable String header) throws FalMessageRejected {
        if (header == null || header.isBlank() || header.length() > ID_LENGTH) {
            throw new FalMessageRejected(Reason.MALFORMED, "a header of the signature is missing or too long");
        }
        return header;
    }

    private static Instant sent(String timestamp) throws FalMessageRejected {
        if (!timestamp.matches("\\d{1,11}")) {
            throw new FalMessageRejected(Reason.MALFORMED, "its time is no number of seconds");
        }
        return Instant.ofEpochSecond(Long.parseLong(timestamp));
    }

    private static byte[] signature(String hex) throws FalMessageRejected {
        try {
            byte[] signature = HexFormat.of().parseHex(hex);
            if (signature.length == SIGNATURE_BYTES) {
                return signature;
            }
        } catch (IllegalArgumentException notHexadecimal) {
            log.trace("The signature is no hexadecimal number", notHexadecimal);
        }
        throw new FalMessageRejected(Reason.MALFORMED, "its signature is not 64 bytes in hexadecimal digits");
    }

    private static String named(byte[] body, String requestId) throws FalMessageRejected {
        try {
            JsonNode message = JsonMapper.shared().readTree(body);
            return message.path("request_id").asString(requestId);
        } catch (JacksonException notJson) {
            throw new FalMessageRejected(Reason.MALFORMED, "its content is no JSON");
        }
    }
}
