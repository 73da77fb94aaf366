package io.understudy.webhooks.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.shared.Registration;
import io.understudy.identity.Role;
import io.understudy.platform.search.ListOrder;
import io.understudy.platform.search.SearchText;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.Confirmation;
import io.understudy.platform.ui.ConnectionPage;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Facts;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.PagedList;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.SecretDialog;
import io.understudy.platform.ui.Styled;
import io.understudy.webhooks.DeliveryKey;
import io.understudy.webhooks.DeliveryLine;
import io.understudy.webhooks.DeliveryService;
import io.understudy.webhooks.DeliveryState;
import io.understudy.webhooks.NewSecret;
import io.understudy.webhooks.WebhookCard;
import io.understudy.webhooks.WebhookEvent;
import io.understudy.webhooks.WebhookFormat;
import io.understudy.webhooks.WebhookId;
import io.understudy.webhooks.WebhookRoutes;
import io.understudy.webhooks.WebhookService;
import io.understudy.webhooks.messages.DeliverySignals;
import jakarta.annotation.security.RolesAllowed;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

@Route(WebhookRoutes.WEBHOOK)
@RolesAllowed(Role.ADMIN_ROLE)
class WebhookView extends ConnectionPage<WebhookCard> {
    private final transient WebhookService webhooks;
    private final transient DeliveryService deliveries;
    private final transient DeliverySignals signals;
    private final PagedList log = new PagedList(this::read, () -> new Hint("Nothing was sent yet."))
            .searched("deliveries", "what happened, types of events and answers")
            .sorted("deliveries", ListOrder.NEWEST, ListOrder.OLDEST)
            .inAddress()
            .offering("deliveries");
    private @Nullable Registration following;

    WebhookView(WebhookService webhooks, DeliveryService deliveries, DeliverySignals signals) {
        super(WebhookRoutes.SETTINGS);
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.signals = signals;
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
                        () -> webhooks.resume(webhook.id()))
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
                        () -> webhooks.remove(webhook.id())));
        add(header, Styled.div("list-content", settings(webhook), log()));
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
        Facts facts = new Facts()
                .fact("Address", webhook.address())
                .fact(
                        "Events",
                        WebhookEvent.choices().stream()
                                .filter(webhook.events()::contains)
                                .map(WebhookEvent::label)
                                .collect(Collectors.joining(", ")))
                .fact("Changed", new Text("by " + webhook.changedBy() + ", "), new RelativeTime(webhook.changedAt()));
        if (webhook.formerSecretUntil() != null) {
            facts.fact("Former secret", new Text("ends "), new RelativeTime(webhook.formerSecretUntil()));
        }
        panel.add(facts);
        return panel;
    }

    private PagedList.Slice read(int page) {
        return PagedList.Slice.of(
                deliveries.log(shown().id(), new SearchText(log.text()), log.order(), page),
                DeliveryLine::event,
                this::row);
    }

    private Panel log() {
        return new Panel(
                Panel.head("Deliveries"), new Hint("Kept for " + DeliveryService.KEPT.toDays() + " days."), log);
    }

    private Component row(DeliveryLine delivery) {
        Div what = Styled.div(
                "engine-name",
                new Span(WebhookLabels.event(delivery)),
                Hint.inline(delivery.words()),
                Hint.inline(new RelativeTime(delivery.happenedAt())));
        Div state = Styled.div(
                "engine-state",
                WebhookLabels.state(delivery),
                Hint.inline(WebhookLabels.answer(delivery)),
                Hint.inline(
                        delivery.attempts() == 0 ? "" : Formats.plural(delivery.attempts(), "attempt", "attempts")));
        Button again = Buttons.inline("Send again", event -> sendAgain(delivery));
        again.setAriaLabel("Send “" + delivery.words() + "” again");
        again.setVisible(delivery.state() != DeliveryState.WAITING);
        return Styled.div("engine-row", what, state, Styled.div("actions", again));
    }

    private static void showOutcome(DeliveryLine test) {
        if (test.state() == DeliveryState.DELIVERED) {
            Notifications.done("The test was delivered");
        } else {
            Notifications.refused("The test was not delivered. " + WebhookLabels.answer(test));
        }
    }

    private void sendAgain(DeliveryLine delivery) {
        if (ErrorMessages.guard(() -> deliveries.sendAgain(new DeliveryKey(delivery.event(), shown().id())))) {
            Notifications.done("The message is sent again");
            reload();
        }
    }

    private void askPause() {
        Confirmation.of(
                        "Pause “" + shown().name() + "”?",
                        "What happens until it is resumed is not sent.",
                        "Pause webhook",
                        () -> {
                            if (ErrorMessages.guard(() -> webhooks.pause(shown().id()))) {
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
            NewSecret secret = webhooks.rotateSecret(shown().id());
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
