package io.understudy.webhooks.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.shared.Registration;
import io.understudy.identity.Role;
import io.understudy.platform.ui.Confirmation;
import io.understudy.platform.ui.ConnectionPage;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.SecretDialog;
import io.understudy.platform.ui.Styled;
import io.understudy.webhooks.DeliveryLine;
import io.understudy.webhooks.DeliveryService;
import io.understudy.webhooks.DeliveryState;
import io.understudy.webhooks.NewSecret;
import io.understudy.webhooks.WebhookCard;
import io.understudy.webhooks.WebhookFormat;
import io.understudy.webhooks.WebhookId;
import io.understudy.webhooks.WebhookRoutes;
import io.understudy.webhooks.WebhookService;
import io.understudy.webhooks.messages.DeliverySignals;
import jakarta.annotation.security.RolesAllowed;
import org.jspecify.annotations.Nullable;

@Route(WebhookRoutes.WEBHOOK)
@RolesAllowed(Role.ADMIN_ROLE)
class WebhookView extends ConnectionPage<WebhookCard> {
    private final transient WebhookService webhooks;
    private final transient DeliveryService deliveries;
    private final transient DeliverySignals signals;
    private final DeliveriesPanel log;
    private @Nullable Registration following;

    WebhookView(WebhookService webhooks, DeliveryService deliveries, DeliverySignals signals) {
        super(WebhookRoutes.SETTINGS);
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.signals = signals;
        log = new DeliveriesPanel(deliveries, () -> shown().id(), this::reload);
    }

    @Override
    protected WebhookCard find(BeforeEnterEvent event) {
        WebhookId id = id(event, "webhook", "No webhook", WebhookId::new);
        if (following != null) {
            following.remove();
        }
        following = LiveUpdate.refresh(this, signals.of(id), log::follow);
        return webhooks.webhook(id);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        super.beforeEnter(event);
        log.show(event.getLocation().getQueryParameters());
    }

    @Override
    protected WebhookCard stored() {
        return webhooks.webhook(shown().id());
    }

    @Override
    protected String title(WebhookCard webhook) {
        return webhook.name();
    }

    @Override
    protected void show(WebhookCard webhook) {
        PageHeader header = header(
                        WebhookLabels.state(webhook),
                        webhook.format().label(),
                        webhook.pause() != null,
                        this::askPause,
                        () -> webhooks.resume(webhook.id(), webhook.rowVersion()))
                .primary(new Button("Edit", event -> new WebhookDialog(webhooks, shown(), nothing -> reload()).open()));
        if (webhook.format() == WebhookFormat.STANDARD) {
            header.more("Rotate secret", this::askRotation);
        }
        header.more(
                "Delete",
                () -> askRemoval(
                        "Delete",
                        "webhook",
                        "Its secret and its log are deleted, and nothing is sent to it any longer.",
                        () -> webhooks.remove(webhook.id(), webhook.rowVersion())));
        add(header, Styled.div("list-content", settings(webhook), log));
        if (isAttached()) {
            log.refresh();
        }
    }

    private Panel settings(WebhookCard webhook) {
        Button test = test("Send test", () -> deliveries.test(webhook.id()), WebhookView::showOutcome);
        test.setEnabled(webhook.pause() == null);
        Panel panel = new Panel(Panel.head("Settings", test));
        if (webhook.pause() != null) {
            panel.add(Styled.div(
                    "queue-pause",
                    webhook.pause().words()
                            + " What happens until it is resumed is not sent; messages that wait are sent then."));
        }
        panel.add(new WebhookFacts(webhook));
        return panel;
    }

    private static void showOutcome(DeliveryLine test) {
        if (test.state() == DeliveryState.DELIVERED) {
            Notifications.done("The test was delivered");
        } else {
            Notifications.refused("The test was not delivered. " + WebhookLabels.answer(test));
        }
    }

    private void askPause() {
        Confirmation.of(
                        "Pause “" + shown().name() + "”?",
                        "What happens until it is resumed is not sent.",
                        "Pause webhook",
                        () -> {
                            if (ErrorMessages.guard(() -> webhooks.pause(shown().id(), shown().rowVersion()))) {
                                reload();
                            }
                        })
                .open();
    }

    private void askRotation() {
        Confirmation.of(
                        "Rotate the secret of “" + shown().name() + "”?",
                        "Messages carry the signatures of both secrets for " + WebhookService.OVERLAP.toHours()
                                + " hours. Give the receiver the new one by then.",
                        "Rotate secret",
                        this::rotate)
                .open();
    }

    private void rotate() {
        ErrorMessages.guard(() -> {
            NewSecret secret = webhooks.rotateSecret(shown().id(), shown().rowVersion());
            new SecretDialog("New secret", "Secret", secret.secret())
                    .explained(
                            secret.formerCounts()
                                    ? "The former one counts for " + WebhookService.OVERLAP.toHours() + " more hours."
                                    : "The former one could not be read and no longer counts.")
                    .closed(this::reload)
                    .open();
        });
    }
}
