package io.understudy.webhooks;

/** How a message is written. */
public enum WebhookFormat {
    STANDARD("Standard Webhooks (JSON)"),
    SLACK("Slack"),
    MATTERMOST("Mattermost");

    private final String label;

    WebhookFormat(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
