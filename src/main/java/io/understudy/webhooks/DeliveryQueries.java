package io.understudy.webhooks;

import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.platform.search.ListOrder;
import io.understudy.platform.search.ListPlace;
import io.understudy.platform.search.SearchText;
import io.understudy.webhooks.messages.Delivery;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Repository;

/** What is sent to webhooks, and how they answered. */
@Repository
class DeliveryQueries {
    /** A webhook that did not answer is left alone for a while. */
    private static final String DUE = """
            where d.state = 'WAITING' and d.due_at <= :now and w.paused_at is null
              and (h.quiet_until is null or h.quiet_until <= :now)""";

    private static final String DELIVERIES = """
            from webhook_delivery d join webhook w on w.id = d.webhook_id
            left join webhook_health h on h.webhook_id = d.webhook_id
            """;

    private static final String MESSAGE = """
            select d.event_id, d.webhook_id, e.type, e.happened_at, e.words, e.url, e.data, d.generation, d.attempts,
              w.format
            """ + DELIVERIES + "join webhook_event e on e.id = d.event_id ";

    private static final String LINES = """
            select d.event_id, e.type, e.words, e.happened_at, d.state, d.attempts, d.due_at, d.tried_at, d.status, d.answer
            from webhook_delivery d join webhook_event e on e.id = d.event_id where d.webhook_id =""";

    private static final String LINE = LINES + " ?";

    private static final String MATCHING = """
             and (lower(e.words) like ? escape '!' or lower(e.type) like ? escape '!' or lower(d.answer) like ? escape '!')""";

    private final TypedJdbcClient jdbc;

    DeliveryQueries(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Webhooks that are sent this. */
    List<WebhookId> listeners(WebhookEvent event) {
        return jdbc.sql("select id from webhook where paused_at is null and event_types like ?")
                .param("%\"" + event.type() + "\"%")
                .query(WebhookId.class)
                .list();
    }

    /** Webhooks to which something can be sent now, the one that has waited longest first. */
    List<WebhookId> due(Instant now) {
        return jdbc.sql("select d.webhook_id " + DELIVERIES + DUE + " group by d.webhook_id order by min(d.due_at)")
                .param("now", now)
                .query(WebhookId.class)
                .list();
    }

    /** What can be sent to a webhook now, the oldest first. */
    Optional<Delivery> next(WebhookId webhook, Instant now) {
        return jdbc.sql(MESSAGE + DUE + " and d.webhook_id = :webhook order by d.due_at, e.sequence limit 1")
                .param("now", now)
                .param("webhook", webhook)
                .query(Delivery.class)
                .optional();
    }

    /** A message that waits, whether or not it is due. */
    Optional<Delivery> waiting(DeliveryKey key) {
        return jdbc.sql(MESSAGE + "where d.state = 'WAITING' and d.event_id = ? and d.webhook_id = ?")
                .params(key.event(), key.webhook())
                .query(Delivery.class)
                .optional();
    }

    Map<WebhookId, Instant> failingSince() {
        return jdbc.sql("select webhook_id, failing_since from webhook_health").map(WebhookId.class, Instant.class);
    }

    Optional<Instant> failingSince(WebhookId webhook) {
        return jdbc.sql("select failing_since from webhook_health where webhook_id = ?")
                .param(webhook)
                .query(Instant.class)
                .optional();
    }

    long count(WebhookId webhook, SearchText text) {
        return jdbc.sql("select count(*) from webhook_delivery d join webhook_event e on e.id = d.event_id"
                        + " where d.webhook_id = ?" + MATCHING)
                .params(webhook, text.anywhere(), text.anywhere(), text.anywhere())
                .query(Long.class)
                .single();
    }

    List<DeliveryLine> page(WebhookId webhook, SearchText text, ListOrder order, long offset, int size) {
        return jdbc.sql(LINE + MATCHING + " order by " + order.sql("e.words", "d.happened_at") + ", "
                        + order.sql("e.words", "e.sequence") + " limit ? offset ?")
                .params(webhook, text.anywhere(), text.anywhere(), text.anywhere(), size, offset)
                .query(DeliveryLine.class)
                .list();
    }

    /** Those in one of these states, the latest first. */
    List<DeliveryLine> behind(WebhookId webhook, Set<DeliveryState> states, ListPlace<Instant, UUID> place, int most) {
        return jdbc.sql(LINES + """
                         :webhook and d.state in (:states)
                        and (d.happened_at < :time or (d.happened_at = :time and d.event_id < :event))
                        order by d.happened_at desc, d.event_id desc limit :most""")
                .param("webhook", webhook)
                .param("states", states)
                .param("time", place.key())
                .param("event", place.id())
                .param("most", most)
                .query(DeliveryLine.class)
                .list();
    }

    Optional<DeliveryLine> line(DeliveryKey key) {
        return jdbc.sql(LINE + " and d.event_id = ?")
                .params(key.webhook(), key.event())
                .query(DeliveryLine.class)
                .optional();
    }

    /** How many messages wait to be sent, or to be tried again. */
    long waiting() {
        return jdbc.sql("select count(*) from webhook_delivery d join webhook w on w.id = d.webhook_id"
                        + " where d.state = 'WAITING'")
                .query(Long.class)
                .single();
    }
}
