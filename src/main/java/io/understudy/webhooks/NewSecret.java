package io.understudy.webhooks;

/** The secret of a webhook at the only moment at which it is shown. */
public record NewSecret(WebhookId webhook, String secret) {
    @Override
    public String toString() {
        return "NewSecret[" + webhook + "]";
    }
}
