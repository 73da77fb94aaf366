package io.understudy.webhooks;

import io.understudy.platform.core.TypedId;
import java.util.UUID;

public record WebhookId(UUID value) implements TypedId {}
