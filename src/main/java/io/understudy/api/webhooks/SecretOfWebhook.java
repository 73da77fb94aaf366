package io.understudy.api.webhooks;

import io.swagger.v3.oas.annotations.media.Schema;
import io.understudy.webhooks.NewSecret;
import io.understudy.webhooks.WebhookFormat;
import org.jspecify.annotations.Nullable;

/**
 * A webhook with its secret, at the only moment at which that is shown.
 *
 * @param secret for the signatures of messages; null for formats that carry none
 */
@Schema(name = "WebhookWithSecret")
record SecretOfWebhook(WebhookResource webhook, @Nullable String secret) {
    static SecretOfWebhook of(WebhookResource webhook, NewSecret made) {
        return new SecretOfWebhook(webhook, webhook.format() == WebhookFormat.STANDARD ? made.secret() : null);
    }

    @Override
    public String toString() {
        return "SecretOfWebhook[" + webhook.id() + "]";
    }
}
