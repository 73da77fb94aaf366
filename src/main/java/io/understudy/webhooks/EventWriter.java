package io.understudy.webhooks;

import io.understudy.identity.PublicUrl;
import io.understudy.platform.core.Wording;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes down what webhooks are to be sent, in the transaction in which it happens: both are kept or neither is. It is
 * sent after the commit, or with the next look of any node.
 */
@Component
class EventWriter {
    private static final int WORDS = 1000;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final DeliveryRepository deliveries;
    private final DeliveryQueue queue;
    private final PublicUrl address;
    private final Clock clock;

    EventWriter(DeliveryRepository deliveries, DeliveryQueue queue, PublicUrl address, Clock clock) {
        this.deliveries = deliveries;
        this.queue = queue;
        this.address = address;
        this.clock = clock;
    }

    /** @param path of the page about it */
    void write(WebhookEvent event, String words, String path, Map<String, Object> data) {
        List<WebhookId> webhooks = deliveries.listeners(event);
        if (!webhooks.isEmpty()) {
            UUID id = add(event, webhooks, words, path, data);
            webhooks.forEach(webhook -> queue.add(new DeliveryKey(id, webhook)));
        }
    }

    DeliveryKey writeTest(WebhookId webhook, String words, String path) {
        return new DeliveryKey(
                add(WebhookEvent.TEST, List.of(webhook), words, path, Map.of("message", words)), webhook);
    }

    private UUID add(
            WebhookEvent event, List<WebhookId> webhooks, String words, String path, Map<String, Object> data) {
        UUID id = UUID.randomUUID();
        Instant now = clock.instant();
        deliveries.addEvent(id, event, now, Wording.cut(words, WORDS), address.of(path), JSON.writeValueAsString(data));
        deliveries.add(id, webhooks, now);
        return id;
    }
}
