package io.understudy.webhooks;

/**
 * The secret of a webhook at the only moment at which it is shown.
 *
 * @param formerCounts whether messages carry the signature of the secret before it, too, for a while
 */
public record NewSecret(WebhookId webhook, String secret, boolean formerCounts) {
    @Override
    public String toString() {
        return "NewSecret[" + webhook + "]";
    }
}
