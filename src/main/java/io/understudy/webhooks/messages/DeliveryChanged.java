package io.understudy.webhooks.messages;

import io.understudy.webhooks.WebhookId;

/** A message to a webhook came, was sent or failed; published inside the transaction that wrote it down. */
public record DeliveryChanged(WebhookId webhook) {}
