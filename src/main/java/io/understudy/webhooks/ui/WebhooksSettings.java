package io.understudy.webhooks.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.textfield.TextArea;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.ConnectionList;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.SecretDialog;
import io.understudy.platform.ui.SettingsSection;
import io.understudy.platform.ui.Styled;
import io.understudy.webhooks.NewSecret;
import io.understudy.webhooks.WebhookCard;
import io.understudy.webhooks.WebhookNetworks;
import io.understudy.webhooks.WebhookRoutes;
import io.understudy.webhooks.WebhookService;
import org.jspecify.annotations.Nullable;

@org.springframework.stereotype.Component
class WebhooksSettings extends SettingsSection {
    private static final int AFTER_BILLING = 60;

    private final WebhookService webhooks;
    private final WebhookNetworks networks;

    WebhooksSettings(WebhookService webhooks, WebhookNetworks networks) {
        super("Webhooks", AFTER_BILLING);
        this.webhooks = webhooks;
        this.networks = networks;
    }

    @Override
    public Component content() {
        Div content = new ConnectionList<>(
                "Other programs are sent a message when something happens here: runs, reviews, approvals,"
                        + " recalls, comments.",
                "webhooks",
                webhooks.webhooks(),
                webhook -> webhook.name() + " " + webhook.address(),
                WebhooksSettings::row,
                "Add a webhook",
                () -> new WebhookDialog(webhooks, null, WebhooksSettings::added).open());
        content.add(allowedNetworks());
        return content;
    }

    private static void added(@Nullable NewSecret secret) {
        if (secret != null) {
            new SecretDialog("Secret of the webhook", "Secret", secret.secret())
                    .explained("The receiver checks with it that a message comes from here. Slack and Mattermost do not"
                            + " need it.")
                    .closed(() -> Navigation.open(WebhookRoutes.of(secret.webhook())))
                    .open();
        }
    }

    private static ListItem row(WebhookCard webhook) {
        return ConnectionList.row(
                new Anchor(WebhookRoutes.of(webhook.id()), webhook.name()),
                webhook.format().label() + " · " + webhook.address(),
                WebhookLabels.events(webhook),
                WebhookLabels.state(webhook),
                webhook.pause() == null ? null : webhook.pause().words(),
                webhook.failingSince());
    }

    private Component allowedNetworks() {
        TextArea text = new TextArea("Private networks that webhooks may reach");
        text.setHelperText("One on each line, such as 10.1.0.0/16. Without any, messages go to the internet only.");
        text.setPlaceholder("10.1.0.0/16");
        text.setValue(networks.text());
        text.setWidth("min(100%, 30rem)");
        DraftKeeper draft = new DraftKeeper("webhooks/networks", text);
        return Styled.div("settings-form", draft, Styled.div("actions", Buttons.quiet("Save networks", event -> {
            if (ErrorMessages.guard(text, () -> networks.change(text.getValue()))) {
                draft.saved();
                Notifications.done("The allowed networks are saved.");
            }
        })));
    }
}
