package io.understudy.providers.fal.web;

import io.understudy.providers.fal.messages.FalMessageReceiver;
import io.understudy.providers.fal.messages.FalMessageReceiver.Seal;
import io.understudy.providers.fal.messages.FalMessageRejected;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where fal.ai says that a request is over. Open to everyone, so it reads little and believes only signatures. */
@RestController
class FalWebhookController {
    private static final Logger log = LoggerFactory.getLogger(FalWebhookController.class);
    /** Bytes. The models used here answer with a few addresses of files. */
    private static final int LARGEST = 1 << 20;

    private final FalMessageReceiver messages;

    FalWebhookController(FalMessageReceiver messages) {
        this.messages = messages;
    }

    @PostMapping("/webhooks/fal/{reference:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}}")
    ResponseEntity<Void> receive(@PathVariable UUID reference, HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > LARGEST) {
            return tooLarge();
        }
        byte[] body = request.getInputStream().readNBytes(LARGEST + 1);
        if (body.length > LARGEST) {
            return tooLarge();
        }
        Seal seal = new Seal(
                request.getHeader("X-Fal-Webhook-Request-Id"),
                request.getHeader("X-Fal-Webhook-User-Id"),
                request.getHeader("X-Fal-Webhook-Timestamp"),
                request.getHeader("X-Fal-Webhook-Signature"));
        try {
            messages.receive(reference, seal, body);
            return ResponseEntity.noContent().build();
        } catch (FalMessageRejected refused) {
            log.warn("A message to fal.ai's webhook is refused: {}", refused.getMessage());
            return ResponseEntity.status(status(refused)).build();
        }
    }

    private static ResponseEntity<Void> tooLarge() {
        log.warn("A message to fal.ai's webhook is refused: it is larger than {} bytes", LARGEST);
        return ResponseEntity.status(HttpStatus.CONTENT_TOO_LARGE).build();
    }

    private static HttpStatus status(FalMessageRejected refused) {
        return switch (refused.reason()) {
            case MALFORMED -> HttpStatus.BAD_REQUEST;
            case STALE, FORGED -> HttpStatus.FORBIDDEN;
            case UNDECIDED -> HttpStatus.SERVICE_UNAVAILABLE;
        };
    }
}
