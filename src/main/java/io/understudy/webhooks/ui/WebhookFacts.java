package io.understudy.webhooks.ui;

import com.vaadin.flow.component.Text;
import io.understudy.platform.ui.Facts;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.webhooks.WebhookCard;
import io.understudy.webhooks.WebhookEvent;
import java.util.stream.Collectors;

/** The settings of a webhook. */
class WebhookFacts extends Facts {
    WebhookFacts(WebhookCard webhook) {
        fact("Address", webhook.address());
        fact(
                "Events",
                WebhookEvent.choices().stream()
                        .filter(webhook.events()::contains)
                        .map(WebhookEvent::label)
                        .collect(Collectors.joining(", ")));
        fact("Changed", new Text("by " + webhook.changedBy() + ", "), new RelativeTime(webhook.changedAt()));
        if (webhook.formerSecretUntil() != null) {
            fact("Former secret", new Text("ends "), new RelativeTime(webhook.formerSecretUntil()));
        }
    }
}
