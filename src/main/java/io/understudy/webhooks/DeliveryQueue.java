package io.understudy.webhooks;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.understudy.platform.jobs.BackgroundQueue;
import io.understudy.platform.jobs.JobClaimRepository;
import io.understudy.webhooks.messages.Delivery;
import io.understudy.webhooks.messages.DeliveryAnswer;
import io.understudy.webhooks.messages.DeliverySender;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Sends what waits: to several webhooks at a time, to each of them one message after another. An attempt is written down
 * after it was made: one that a kill of the server cut off is made again by the next look of any node.
 */
@Component
class DeliveryQueue extends BackgroundQueue<WebhookId> {
    static final int AT_ONCE = 4;

    private final DeliveryWriter writer;
    private final DeliverySender sender;
    private final Counter delivered;
    private final Counter failed;

    DeliveryQueue(
            DeliveryWriter writer,
            DeliverySender sender,
            MeterRegistry meters,
            JobClaimRepository claims,
            @Value("${db-scheduler.enabled:true}") boolean enabled) {
        super("webhooks", claims, enabled, AT_ONCE);
        this.writer = writer;
        this.sender = sender;
        this.delivered = attempts("delivered", meters);
        this.failed = attempts("failed", meters);
    }

    private static Counter attempts(String outcome, MeterRegistry meters) {
        return Counter.builder("understudy.webhook.attempts")
                .tag("outcome", outcome)
                .description("Attempts to deliver a message")
                .register(meters);
    }

    /** An attempt that another node makes again arrives twice. */
    @Override
    protected Duration patience() {
        return DeliverySender.LONGEST.plusSeconds(5);
    }

    @Override
    protected List<WebhookId> waiting() {
        return writer.due();
    }

    @Override
    protected String subject(WebhookId webhook) {
        return webhook.value().toString();
    }

    /** Sends one message; the next one queues up behind those to other webhooks. */
    @Override
    protected void perform(WebhookId webhook) {
        writer.next(webhook).ifPresent(delivery -> {
            send(delivery);
            add(webhook);
        });
    }

    @Override
    protected void giveUp(WebhookId webhook) {
        writer.next(webhook)
                .ifPresent(delivery -> attempted(
                        delivery,
                        DeliveryAnswer.none("The server stopped " + MOST_ATTEMPTS + " times while sending this.")));
    }

    /** Sends a message now, on this thread, whether or not it is due. */
    void send(Delivery delivery) {
        attempted(delivery, sender.send(delivery));
    }

    private void attempted(Delivery delivery, DeliveryAnswer answer) {
        writer.attempted(delivery, answer);
        (answer.isDelivered() ? delivered : failed).increment();
    }
}
