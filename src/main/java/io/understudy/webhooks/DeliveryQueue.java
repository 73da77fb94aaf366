package io.understudy.webhooks;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.understudy.platform.jobs.BackgroundQueue;
import io.understudy.platform.jobs.JobClaims;
import io.understudy.webhooks.messages.Delivery;
import io.understudy.webhooks.messages.DeliveryAnswer;
import io.understudy.webhooks.messages.DeliverySender;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Sends what waits. An attempt is written down after it was made: one that a kill of the server cut off is made again by
 * the next look of any node.
 */
@Component
class DeliveryQueue extends BackgroundQueue<DeliveryKey> {
    private final DeliveryWriter writer;
    private final DeliverySender sender;
    private final Counter delivered;
    private final Counter failed;

    DeliveryQueue(
            DeliveryWriter writer,
            DeliverySender sender,
            MeterRegistry meters,
            JobClaims claims,
            @Value("${db-scheduler.enabled:true}") boolean enabled) {
        super("webhooks", claims, enabled);
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

    @Override
    protected List<DeliveryKey> waiting() {
        return writer.due();
    }

    @Override
    protected String subject(DeliveryKey job) {
        return job.subject();
    }

    @Override
    protected void perform(DeliveryKey job) {
        writer.due(job).ifPresent(delivery -> attempted(delivery, sender.send(delivery)));
    }

    @Override
    protected void giveUp(DeliveryKey job) {
        writer.due(job)
                .ifPresent(delivery -> attempted(
                        delivery,
                        DeliveryAnswer.none("The server stopped " + MOST_ATTEMPTS + " times while sending this.")));
    }

    private void attempted(Delivery delivery, DeliveryAnswer answer) {
        writer.attempted(delivery, answer);
        (answer.isDelivered() ? delivered : failed).increment();
    }
}
