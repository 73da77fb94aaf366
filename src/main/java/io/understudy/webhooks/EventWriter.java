package io.understudy.webhooks;

import io.understudy.identity.PublicUrl;
import io.understudy.platform.core.Wording;
import io.understudy.webhooks.messages.DeliveryChanged;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes down what webhooks are to be sent, in the transaction in which it happens: both are kept or neither is. It is
 * sent after the commit, or with the next look of any node.
 */
@Component
class EventWriter {
    private static final int WORDS = 1000;
    /** A test is sent by the one who asks for it; the queue sends it when that server dies over it. */
    private static final Duration UNTIL_QUEUE_SENDS_TEST = Duration.ofMinutes(1);

    private static final JsonMapper JSON = JsonMapper.shared();

    private final DeliveryRepository deliveries;
    private final DeliveryQueries queries;
    private final DeliveryQueue queue;
    private final PublicUrl address;
    private final ApplicationEventPublisher changes;
    private final Clock clock;

    EventWriter(
            DeliveryRepository deliveries,
            DeliveryQueries queries,
            DeliveryQueue queue,
            PublicUrl address,
            ApplicationEventPublisher changes,
            Clock clock) {
        this.deliveries = deliveries;
        this.queries = queries;
        this.queue = queue;
        this.address = address;
        this.changes = changes;
        this.clock = clock;
    }

    /** @param path of the page about it */
    void write(WebhookEvent event, String words, String path, Map<String, Object> data) {
        List<WebhookId> webhooks = queries.listeners(event);
        if (!webhooks.isEmpty()) {
            add(event, webhooks, Duration.ZERO, words, path, data);
            webhooks.forEach(queue::add);
        }
    }

    DeliveryKey writeTest(WebhookId webhook, String words, String path) {
        return new DeliveryKey(
                add(WebhookEvent.TEST, List.of(webhook), UNTIL_QUEUE_SENDS_TEST, words, path, Map.of("message", words)),
                webhook);
    }

    private UUID add(
            WebhookEvent event,
            List<WebhookId> webhooks,
            Duration left,
            String words,
            String path,
            Map<String, Object> data) {
        UUID id = UUID.randomUUID();
        Instant now = clock.instant();
        deliveries.addEvent(id, event, now, Wording.cut(words, WORDS), address.of(path), JSON.writeValueAsString(data));
        deliveries.add(id, webhooks, now, now.plus(left));
        webhooks.forEach(webhook -> changes.publishEvent(new DeliveryChanged(webhook)));
        return id;
    }
}
