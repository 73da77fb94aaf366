package io.understudy.webhooks;

import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.webhooks.messages.Delivery;
import io.understudy.webhooks.messages.DeliveryAnswer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** What is sent to webhooks, and how they answered. */
@Repository
class DeliveryRepository {
    private static final int MOST_AT_A_LOOK = 200;

    /** A webhook that did not answer is left alone for a moment, so that it does not keep the others waiting. */
    private static final String DUE = """
            where d.state = 'WAITING' and d.due_at <= :now and w.paused_at is null
              and (h.quiet_until is null or h.quiet_until <= :now)""";

    private static final String DELIVERIES = """
            from webhook_delivery d join webhook w on w.id = d.webhook_id
            left join webhook_health h on h.webhook_id = d.webhook_id
            """;

    private static final String LINE = """
            select d.event_id, e.type, e.words, e.happened_at, d.state, d.attempts, d.due_at, d.tried_at, d.status, d.answer
            from webhook_delivery d join webhook_event e on e.id = d.event_id where d.webhook_id = ?""";

    private final TypedJdbcClient jdbc;

    DeliveryRepository(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Webhooks that are sent this. */
    List<WebhookId> listeners(WebhookEvent event) {
        return jdbc.sql("select id from webhook where paused_at is null and event_types like ?")
                .param("%\"" + event.type() + "\"%")
                .query(WebhookId.class)
                .list();
    }

    void addEvent(UUID id, WebhookEvent event, Instant at, String words, String url, String data) {
        jdbc.sql("insert into webhook_event (id, type, happened_at, words, url, data) values (?, ?, ?, ?, ?, ?)")
                .params(id, event.type(), at, words, url, data)
                .update();
    }

    void add(UUID event, List<WebhookId> webhooks, Instant now) {
        jdbc.sql("""
                        insert into webhook_delivery (event_id, webhook_id, happened_at, state, due_at, attempts, answer)
                        select :event, id, :now, 'WAITING', :now, 0, '' from webhook where id in (:webhooks)""")
                .param("event", event)
                .param("now", now)
                .param("webhooks", webhooks)
                .update();
    }

    /** What can be tried now, oldest first. */
    List<DeliveryKey> due(Instant now) {
        return jdbc.sql("select d.event_id, d.webhook_id " + DELIVERIES + DUE
                        + " order by d.due_at, d.event_id limit :most")
                .param("now", now)
                .param("most", MOST_AT_A_LOOK)
                .query(DeliveryKey.class)
                .list();
    }

    Optional<Delivery> due(DeliveryKey key, Instant now) {
        return jdbc.sql("select d.event_id, d.webhook_id, e.type, e.happened_at, e.words, e.url, e.data, d.attempts,"
                        + " w.address, w.format, w.former_secret_until " + DELIVERIES
                        + "join webhook_event e on e.id = d.event_id " + DUE
                        + " and d.event_id = :event and d.webhook_id = :webhook")
                .param("now", now)
                .param("event", key.event())
                .param("webhook", key.webhook())
                .query(Delivery.class)
                .optional();
    }

    /**
     * Writes down an attempt, unless the message was sent again or removed meanwhile.
     *
     * @param due when it is tried again; null when it is not
     */
    boolean attempted(
            Delivery delivery, DeliveryState state, @Nullable Instant due, DeliveryAnswer answer, Instant now) {
        return jdbc.sql("""
                        update webhook_delivery set state = :state, due_at = :due, attempts = attempts + 1,
                          tried_at = :now, status = :status, answer = :answer
                        where event_id = :event and webhook_id = :webhook and state = 'WAITING'
                          and attempts = :attempts""")
                        .param("state", state)
                        .param("due", due)
                        .param("now", now)
                        .param("status", answer.status())
                        .param("answer", answer.words())
                        .param("event", delivery.event())
                        .param("webhook", delivery.webhook())
                        .param("attempts", delivery.attempts())
                        .update()
                == 1;
    }

    /** @return whether there is such a message */
    boolean sendAgain(DeliveryKey key, Instant now) {
        return jdbc.sql("update webhook_delivery set state = 'WAITING', due_at = ?, attempts = 0"
                                + " where event_id = ? and webhook_id = ?")
                        .params(now, key.event(), key.webhook())
                        .update()
                == 1;
    }

    void answered(WebhookId webhook) {
        jdbc.sql("delete from webhook_health where webhook_id = ?")
                .param(webhook)
                .update();
    }

    /** @param quietUntil when it is tried again at the earliest */
    void failed(WebhookId webhook, Instant now, Instant quietUntil) {
        int changed = jdbc.sql("update webhook_health set quiet_until = ? where webhook_id = ?")
                .params(quietUntil, webhook)
                .update();
        if (changed == 0) {
            jdbc.sql("insert into webhook_health (webhook_id, failing_since, quiet_until) values (?, ?, ?)"
                            + " on conflict do nothing")
                    .params(webhook, now, quietUntil)
                    .update();
        }
    }

    void endQuiet(WebhookId webhook) {
        jdbc.sql("update webhook_health set quiet_until = null where webhook_id = ?")
                .param(webhook)
                .update();
    }

    /** What waits is due at once, however often it was tried. */
    void resume(WebhookId webhook, Instant now) {
        answered(webhook);
        jdbc.sql("update webhook_delivery set due_at = ? where webhook_id = ? and state = 'WAITING'")
                .params(now, webhook)
                .update();
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

    long count(WebhookId webhook) {
        return jdbc.sql("select count(*) from webhook_delivery where webhook_id = ?")
                .param(webhook)
                .query(Long.class)
                .single();
    }

    List<DeliveryLine> page(WebhookId webhook, long offset, int size) {
        return jdbc.sql(LINE + " order by d.happened_at desc, d.event_id limit ? offset ?")
                .params(webhook, size, offset)
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
        return jdbc.sql("select count(*) from webhook_delivery where state = 'WAITING'")
                .query(Long.class)
                .single();
    }

    int forgetBefore(Instant moment) {
        return jdbc.sql("delete from webhook_event where happened_at < ?")
                .param(moment)
                .update();
    }

    void forget(WebhookId webhook) {
        jdbc.sql("delete from webhook_health where webhook_id = ?")
                .param(webhook)
                .update();
        jdbc.sql("delete from webhook_delivery where webhook_id = ?")
                .param(webhook)
                .update();
    }
}
