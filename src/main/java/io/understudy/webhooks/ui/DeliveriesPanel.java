package io.understudy.webhooks.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.QueryParameters;
import io.understudy.platform.search.ListOrder;
import io.understudy.platform.search.SearchText;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.PagedList;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.Styled;
import io.understudy.webhooks.DeliveryKey;
import io.understudy.webhooks.DeliveryLine;
import io.understudy.webhooks.DeliveryService;
import io.understudy.webhooks.DeliveryState;
import io.understudy.webhooks.WebhookId;
import java.util.function.Supplier;

/** What was sent to a webhook, and the answers. */
class DeliveriesPanel extends Panel {
    private final transient DeliveryService deliveries;
    private final transient Supplier<WebhookId> webhook;
    private final transient Runnable sent;
    private final PagedList log = new PagedList(this::read, () -> new Hint("Nothing was sent yet."))
            .searched("deliveries", "what happened, types of events and answers")
            .sorted("deliveries", ListOrder.NEWEST, ListOrder.OLDEST)
            .inAddress()
            .offering("deliveries");

    /** @param sent called when something was sent again */
    DeliveriesPanel(DeliveryService deliveries, Supplier<WebhookId> webhook, Runnable sent) {
        this.deliveries = deliveries;
        this.webhook = webhook;
        this.sent = sent;
        add(Panel.head("Deliveries"), new Hint("Kept for " + DeliveryService.KEPT.toDays() + " days."), log);
    }

    void show(QueryParameters address) {
        log.show(address);
    }

    void refresh() {
        log.refresh();
    }

    void follow() {
        log.follow();
    }

    private PagedList.Slice read(int page) {
        return PagedList.Slice.of(
                deliveries.log(webhook.get(), new SearchText(log.text()), log.order(), page),
                DeliveryLine::event,
                this::row);
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

    private void sendAgain(DeliveryLine delivery) {
        if (ErrorMessages.guard(() -> deliveries.sendAgain(new DeliveryKey(delivery.event(), webhook.get())))) {
            Notifications.done("The message is sent again");
            sent.run();
        }
    }
}
