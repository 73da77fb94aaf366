package io.understudy.webhooks;

public final class WebhookRoutes {
    public static final String WEBHOOK = "webhooks/:webhook";
    public static final String SETTINGS = "settings?section=webhooks";

    private WebhookRoutes() {}

    public static String of(WebhookId webhook) {
        return "webhooks/" + webhook.value();
    }
}
