package io.understudy.webhooks;

import java.util.Arrays;
import java.util.List;

/** What a webhook can be sent. The types are part of what receivers rely on: they never change. */
public enum WebhookEvent {
    RUN_AWAITING_APPROVAL("run.awaiting_approval", "Run awaiting approval"),
    RUN_QUEUED("run.queued", "Run queued"),
    RUN_STARTED("run.started", "Run started"),
    RUN_SUCCEEDED("run.succeeded", "Run succeeded"),
    RUN_FAILED("run.failed", "Run failed"),
    RUN_CANCELLED("run.cancelled", "Run cancelled"),
    RUN_UNCONFIRMED("run.unconfirmed", "Run unconfirmed"),
    REVIEW_REQUESTED("review.requested", "Review requested"),
    REVIEW_WITHDRAWN("review.withdrawn", "Review withdrawn"),
    REVIEW_SENT_BACK("review.sent_back", "Version sent back"),
    REVIEW_SIGNED_OFF("review.signed_off", "Version signed off"),
    VERSION_APPROVED("version.approved", "Version approved"),
    VERSION_REVOKED("version.revoked", "Version revoked"),
    VERSION_RECALLED("version.recalled", "Version recalled"),
    VERSION_REINSTATED("version.reinstated", "Recall lifted"),
    PRODUCTION_CHANGED("production.changed", "Production version changed"),
    COMMENT_WRITTEN("comment.written", "Comment written"),
    /** Sent by the button only. */
    TEST("webhook.test", "Test");

    private final String type;
    private final String label;

    WebhookEvent(String type, String label) {
        this.type = type;
        this.label = label;
    }

    public String type() {
        return type;
    }

    public String label() {
        return label;
    }

    /** Those that an admin chooses from. */
    public static List<WebhookEvent> choices() {
        return Arrays.stream(values()).filter(event -> event != TEST).toList();
    }
}
