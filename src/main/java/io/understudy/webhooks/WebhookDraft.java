package io.understudy.webhooks;

import java.util.Set;

/**
 * A webhook as a form describes it.
 *
 * @param address empty to keep the present one
 */
public record WebhookDraft(String name, String address, WebhookFormat format, Set<WebhookEvent> events) {
    public WebhookDraft {
        events = Set.copyOf(events);
    }

    @Override
    public String toString() {
        return "WebhookDraft[" + name + "]";
    }
}
