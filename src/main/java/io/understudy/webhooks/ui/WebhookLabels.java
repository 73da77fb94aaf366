package io.understudy.webhooks.ui;

import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.StateBadge;
import io.understudy.webhooks.DeliveryLine;
import io.understudy.webhooks.WebhookCard;
import io.understudy.webhooks.WebhookEvent;
import java.util.Arrays;

final class WebhookLabels {
    private WebhookLabels() {}

    static StateBadge state(WebhookCard webhook) {
        if (webhook.pause() != null) {
            return new StateBadge("paused", BadgeTone.WARN, VaadinIcon.PAUSE);
        }
        return webhook.failingSince() == null
                ? new StateBadge("active", BadgeTone.GOOD, VaadinIcon.CHECK)
                : new StateBadge("failing", BadgeTone.BAD, VaadinIcon.WARNING);
    }

    static StateBadge state(DeliveryLine delivery) {
        return switch (delivery.state()) {
            case DELIVERED -> new StateBadge("delivered", BadgeTone.GOOD, VaadinIcon.CHECK);
            case FAILED -> new StateBadge("failed", BadgeTone.BAD, VaadinIcon.WARNING);
            case WAITING ->
                new StateBadge(
                        delivery.attempts() == 0 ? "waiting" : "waiting to be tried again",
                        BadgeTone.INFO,
                        VaadinIcon.CLOCK);
        };
    }

    static String events(WebhookCard webhook) {
        return webhook.events().size() == WebhookEvent.choices().size()
                ? "all events"
                : Formats.plural(webhook.events().size(), "event", "events");
    }

    static String event(DeliveryLine delivery) {
        return Arrays.stream(WebhookEvent.values())
                .filter(event -> event.type().equals(delivery.type()))
                .findFirst()
                .map(WebhookEvent::label)
                .orElse(delivery.type());
    }

    /** What the receiver said last; empty before the first attempt. */
    static String answer(DeliveryLine delivery) {
        return (delivery.status() == null ? "" : "HTTP " + delivery.status() + " ") + delivery.answer();
    }
}
