package io.understudy.webhooks;

import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.webhooks.messages.Delivery;
import io.understudy.webhooks.messages.DeliveryAnswer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Writes what is to be sent to webhooks, and how they answered. */
@Repository
class DeliveryRepository {
    private final TypedJdbcClient jdbc;

    DeliveryRepository(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void addEvent(UUID id, WebhookEvent event, Instant at, String words, String url, String data) {
        jdbc.sql("insert into webhook_event (id, type, happened_at, words, url, data) values (?, ?, ?, ?, ?, ?)")
                .params(id, event.type(), at, words, url, data)
                .update();
    }

    void add(UUID event, List<WebhookId> webhooks, Instant now, Instant due) {
        jdbc.sql("""
                        insert into webhook_delivery
                          (event_id, webhook_id, happened_at, state, due_at, generation, attempts, answer)
                        select :event, id, :now, 'WAITING', :due, 0, 0, '' from webhook where id in (:webhooks)""")
                .param("event", event)
                .param("now", now)
                .param("due", due)
                .param("webhooks", webhooks)
                .update();
    }

    /**
     * Writes down that a message arrived, whatever became of other attempts to send it; unless it was sent again or
     * removed meanwhile.
     */
    boolean delivered(Delivery delivery, DeliveryAnswer answer, Instant now) {
        return attempted(
                "generation = :generation and state <> 'DELIVERED'",
                delivery,
                DeliveryState.DELIVERED,
                null,
                answer,
                now);
    }

    /**
     * Writes down an attempt in vain, unless the message arrived, was sent again or was removed meanwhile.
     *
     * @param due when it is tried again; null when it is not
     */
    boolean failed(Delivery delivery, @Nullable Instant due, DeliveryAnswer answer, Instant now) {
        return attempted(
                "generation = :generation and attempts = :attempts and state = 'WAITING'",
                delivery,
                due == null ? DeliveryState.FAILED : DeliveryState.WAITING,
                due,
                answer,
                now);
    }

    private boolean attempted(
            String condition,
            Delivery delivery,
            DeliveryState state,
            @Nullable Instant due,
            DeliveryAnswer answer,
            Instant now) {
        return jdbc.sql("""
                        update webhook_delivery set state = :state, due_at = :due, attempts = attempts + 1,
                          tried_at = :now, status = :status, answer = :answer
                        where event_id = :event and webhook_id = :webhook and\s""" + condition)
                        .param("state", state)
                        .param("due", due)
                        .param("now", now)
                        .param("status", answer.status())
                        .param("answer", answer.words())
                        .param("event", delivery.event())
                        .param("webhook", delivery.webhook())
                        .param("generation", delivery.generation())
                        .param("attempts", delivery.attempts())
                        .update()
                == 1;
    }

    /** @return whether there is such a message */
    boolean sendAgain(DeliveryKey key, Instant now) {
        return jdbc.sql("update webhook_delivery set state = 'WAITING', due_at = ?, generation = generation + 1,"
                                + " attempts = 0 where event_id = ? and webhook_id = ?")
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
    void failing(WebhookId webhook, Instant now, Instant quietUntil) {
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

    int forgetBefore(Instant moment) {
        return jdbc.sql("delete from webhook_event where happened_at < ?")
                .param(moment)
                .update();
    }

    void forget(WebhookId webhook) {
        answered(webhook);
        jdbc.sql("delete from webhook_delivery where webhook_id = ?")
                .param(webhook)
                .update();
    }
}
