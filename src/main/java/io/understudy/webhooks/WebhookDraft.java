package io.understudy.webhooks;

import java.util.Set;

/** A webhook as a form describes it. */
public record WebhookDraft(String name, String address, WebhookFormat format, Set<WebhookEvent> events) {
    public WebhookDraft {
        events = Set.copyOf(events);
    }
}
