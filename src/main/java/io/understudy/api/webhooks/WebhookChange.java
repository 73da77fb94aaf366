package io.understudy.api.webhooks;

import io.understudy.webhooks.WebhookCard;
import io.understudy.webhooks.WebhookDraft;
import io.understudy.webhooks.WebhookFormat;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as it is to be.
 *
 * @param address the present one where it is left out, or as it was read
 * @param format the present one where it is left out
 * @param events their types, such as run.succeeded
 */
record WebhookChange(
        @NotNull String name,
        @Nullable String address,
        @Nullable WebhookFormat format,
        @NotNull List<@NotNull String> events) {
    WebhookDraft draft(WebhookCard now) {
        return new WebhookDraft(
                name,
                address == null || address.equals(now.address()) ? "" : address,
                Objects.requireNonNullElse(format, now.format()),
                WebhookResource.events(events));
    }

    @Override
    public String toString() {
        return "WebhookChange[" + name + "]";
    }
}
