package io.understudy.webhooks;

import java.util.UUID;

/** One message to one webhook. */
public record DeliveryKey(UUID event, WebhookId webhook) {}
