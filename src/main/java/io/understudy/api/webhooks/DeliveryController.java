package io.understudy.api.webhooks;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.understudy.api.Chosen;
import io.understudy.api.ItemPage;
import io.understudy.api.PagedList;
import io.understudy.identity.access.NeedsScope;
import io.understudy.identity.access.TokenScope;
import io.understudy.webhooks.DeliveryKey;
import io.understudy.webhooks.DeliveryLine;
import io.understudy.webhooks.DeliveryService;
import io.understudy.webhooks.DeliveryState;
import io.understudy.webhooks.WebhookId;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/webhooks/{webhook}")
@Tag(name = "Webhooks")
class DeliveryController {
    private final DeliveryService deliveries;

    DeliveryController(DeliveryService deliveries) {
        this.deliveries = deliveries;
    }

    @Operation(
            operationId = "listDeliveries",
            summary = "What was sent to a webhook in the last 30 days, the latest event first")
    @NeedsScope(TokenScope.WEBHOOKS)
    @GetMapping("/deliveries")
    ResponseEntity<ItemPage<DeliveryResource>> list(
            @PathVariable UUID webhook,
            @RequestParam(defaultValue = "") Set<DeliveryState> state,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Set<DeliveryState> states = Chosen.of(state);
        PagedList list = PagedList.of("listDeliveries", webhook, states);
        List<DeliveryLine> found = deliveries.behind(
                new WebhookId(webhook), states, list.after(cursor, Instant::parse, UUID::fromString), limit + 1);
        return list.first(limit, found, DeliveryResource::of, DeliveryLine::happenedAt, DeliveryLine::event);
    }

    @Operation(operationId = "getDelivery", summary = "One message to a webhook, and what became of it")
    @NeedsScope(TokenScope.WEBHOOKS)
    @GetMapping("/deliveries/{delivery}")
    DeliveryResource get(@PathVariable UUID webhook, @PathVariable UUID delivery) {
        return DeliveryResource.of(deliveries.delivery(new DeliveryKey(delivery, new WebhookId(webhook))));
    }

    @Operation(
            operationId = "sendDeliveryAgain",
            summary = "Sends a message again, as the same message",
            description = "Receivers that have it may pass over it.")
    @NeedsScope(TokenScope.WEBHOOKS)
    @PostMapping("/deliveries/{delivery}/send-again")
    DeliveryResource sendAgain(@PathVariable UUID webhook, @PathVariable UUID delivery) {
        deliveries.sendAgain(new DeliveryKey(delivery, new WebhookId(webhook)));
        return get(webhook, delivery);
    }

    @Operation(
            operationId = "testWebhook",
            summary = "Sends a test once, and answers when the receiver has answered or its time is over")
    @NeedsScope(TokenScope.WEBHOOKS)
    @PostMapping("/test")
    DeliveryResource test(@PathVariable UUID webhook) {
        return DeliveryResource.of(deliveries.test(new WebhookId(webhook)));
    }
}
