package io.understudy.api.webhooks;

import io.understudy.webhooks.WebhookDraft;
import io.understudy.webhooks.WebhookFormat;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A webhook to be added.
 *
 * @param address is answered by no operation: it may be a secret
 * @param format STANDARD where it is left out
 * @param events their types, such as run.succeeded
 */
record NewWebhook(
        @NotNull String name,
        @NotNull String address,
        @Nullable WebhookFormat format,
        @NotNull List<@NotNull String> events) {
    WebhookDraft draft() {
        return new WebhookDraft(
                name,
                address,
                Objects.requireNonNullElse(format, WebhookFormat.STANDARD),
                WebhookResource.events(events));
    }

    @Override
    public String toString() {
        return "NewWebhook[" + name + "]";
    }
}
