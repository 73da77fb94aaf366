package io.understudy.api.webhooks;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.understudy.api.ItemPage;
import io.understudy.api.Revision;
import io.understudy.api.idempotency.AnswerHasSecret;
import io.understudy.identity.PublicUrl;
import io.understudy.identity.access.NeedsScope;
import io.understudy.identity.access.TokenScope;
import io.understudy.platform.core.DomainException;
import io.understudy.webhooks.NewSecret;
import io.understudy.webhooks.WebhookCard;
import io.understudy.webhooks.WebhookFormat;
import io.understudy.webhooks.WebhookId;
import io.understudy.webhooks.WebhookService;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/webhooks")
@Tag(name = "Webhooks")
class WebhookController {
    private final WebhookService webhooks;
    private final PublicUrl urls;

    WebhookController(WebhookService webhooks, PublicUrl urls) {
        this.webhooks = webhooks;
        this.urls = urls;
    }

    @Operation(operationId = "listWebhooks", summary = "The webhooks, by name; for admins")
    @NeedsScope(TokenScope.WEBHOOKS)
    @GetMapping
    ItemPage<WebhookResource> list() {
        return ItemPage.all(webhooks.webhooks(), webhook -> WebhookResource.of(webhook, urls));
    }

    @Operation(operationId = "getWebhook", summary = "One webhook, without its secrets")
    @NeedsScope(TokenScope.WEBHOOKS)
    @GetMapping("/{webhook}")
    ResponseEntity<WebhookResource> get(@PathVariable UUID webhook) {
        WebhookCard card = webhooks.webhook(new WebhookId(webhook));
        return ResponseEntity.ok().eTag(tag(card)).body(WebhookResource.of(card, urls));
    }

    @Operation(operationId = "createWebhook", summary = "Adds a webhook; its secret is answered this once")
    @AnswerHasSecret
    @NeedsScope(TokenScope.WEBHOOKS)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<SecretOfWebhook> create(@Valid @RequestBody NewWebhook webhook) {
        NewSecret secret = webhooks.add(webhook.draft());
        return answer(
                ResponseEntity.created(
                        URI.create("/api/v1/webhooks/" + secret.webhook().value())),
                secret);
    }

    @Operation(operationId = "changeWebhook", summary = "Changes a webhook, as it was read")
    @NeedsScope(TokenScope.WEBHOOKS)
    @PutMapping("/{webhook}")
    ResponseEntity<WebhookResource> change(
            @PathVariable UUID webhook,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody WebhookChange change) {
        WebhookCard now = webhooks.webhook(new WebhookId(webhook));
        revision(now).require(ifMatch);
        webhooks.change(now.id(), now.rowVersion(), change.draft(now));
        return get(webhook);
    }

    @Operation(
            operationId = "pauseWebhook",
            summary = "Sends nothing more to a webhook",
            description = "What happens until it is resumed is not sent.")
    @NeedsScope(TokenScope.WEBHOOKS)
    @PostMapping("/{webhook}/pause")
    ResponseEntity<WebhookResource> pause(
            @PathVariable UUID webhook,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        WebhookCard seen = seen(webhook, ifMatch);
        webhooks.pause(seen.id(), seen.rowVersion());
        return get(webhook);
    }

    @Operation(
            operationId = "resumeWebhook",
            summary = "Sends to a paused webhook again",
            description = "Messages that waited when it was paused are sent then.")
    @NeedsScope(TokenScope.WEBHOOKS)
    @PostMapping("/{webhook}/resume")
    ResponseEntity<WebhookResource> resume(
            @PathVariable UUID webhook,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        WebhookCard seen = seen(webhook, ifMatch);
        webhooks.resume(seen.id(), seen.rowVersion());
        return get(webhook);
    }

    @Operation(
            operationId = "rotateWebhookSecret",
            summary = "Makes another secret, which is answered this once",
            description = "For 24 hours messages carry the signatures of both.")
    @AnswerHasSecret
    @NeedsScope(TokenScope.WEBHOOKS)
    @PostMapping("/{webhook}/secret")
    ResponseEntity<SecretOfWebhook> rotate(
            @PathVariable UUID webhook,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        WebhookCard seen = seen(webhook, ifMatch);
        if (seen.format() != WebhookFormat.STANDARD) {
            throw new DomainException.Conflict(
                    "Messages in the format of a chat carry no signature, so there is no secret to rotate.");
        }
        return answer(ResponseEntity.ok(), webhooks.rotateSecret(seen.id(), seen.rowVersion()));
    }

    @Operation(operationId = "deleteWebhook", summary = "Deletes a webhook with its log, as it was read")
    @NeedsScope(TokenScope.WEBHOOKS)
    @DeleteMapping("/{webhook}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            @PathVariable UUID webhook,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        WebhookCard now = webhooks.webhook(new WebhookId(webhook));
        revision(now).require(ifMatch);
        webhooks.remove(now.id(), now.rowVersion());
    }

    private ResponseEntity<SecretOfWebhook> answer(ResponseEntity.BodyBuilder answer, NewSecret secret) {
        WebhookCard card = webhooks.webhook(secret.webhook());
        return answer.eTag(tag(card)).body(SecretOfWebhook.of(WebhookResource.of(card, urls), secret));
    }

    private WebhookCard seen(UUID webhook, @Nullable String ifMatch) {
        WebhookCard now = webhooks.webhook(new WebhookId(webhook));
        revision(now).check(ifMatch);
        return now;
    }

    private static String tag(WebhookCard webhook) {
        return revision(webhook).tag();
    }

    private static Revision revision(WebhookCard webhook) {
        return Revision.of(webhook.rowVersion());
    }
}
