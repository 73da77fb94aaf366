package io.understudy.collaboration.inbox.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import io.understudy.collaboration.inbox.InboxDigest;
import io.understudy.collaboration.inbox.InboxService;
import io.understudy.collaboration.inbox.InboxSignals;
import io.understudy.collaboration.inbox.NoticeKind;
import io.understudy.identity.AccountId;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.ui.Formats;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.HomeSection;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.Styled;
import java.util.List;
import org.springframework.core.annotation.Order;

/** What came into the inbox since the person was last here, and what has stayed unread. */
@org.springframework.stereotype.Component
@Order(5)
class InboxOnHome implements HomeSection {
    private final InboxService inbox;
    private final InboxSignals signals;
    private final CurrentActor actor;

    InboxOnHome(InboxService inbox, InboxSignals signals, CurrentActor actor) {
        this.inbox = inbox;
        this.signals = signals;
        this.actor = actor;
    }

    @Override
    public List<Component> panels() {
        Panel panel = new Panel();
        LiveUpdate.refresh(panel, signals.of(new AccountId(actor.get().id())), () -> show(panel, inbox.digest()));
        show(panel, inbox.digest());
        return List.of(panel);
    }

    private static void show(Panel panel, InboxDigest digest) {
        panel.removeAll();
        panel.setVisible(!digest.isEmpty());
        if (digest.since() == null) {
            panel.add(new H2("Unread notices"));
        } else {
            panel.add(
                    new H2("Since you were last here"),
                    Hint.inline(new Span("You last signed in "), new RelativeTime(digest.since())));
        }
        if (digest.arrived().isEmpty()) {
            panel.add(Hint.inline("Nothing new."));
        }
        digest.arrived()
                .forEach((kind, count) -> panel.add(Styled.div(
                        "home-line",
                        new Anchor(InboxRoutes.unread(kind), words(kind, count)),
                        Hint.inline(kind == NoticeKind.REQUEST ? "someone needs you" : ""))));
        if (digest.earlier() > 0) {
            panel.add(Styled.div(
                    "home-line",
                    new Anchor(InboxRoutes.BY_SUBJECT, Formats.count(digest.earlier()) + " unread from before"),
                    Hint.inline("")));
        }
        if (digest.overdue() > 0) {
            panel.add(Hint.inline(Formats.plural(digest.overdue(), "notice has", "notices have")
                    + " been unread for more than a day."));
        }
    }

    private static String words(NoticeKind kind, long count) {
        return switch (kind) {
            case REQUEST -> Formats.plural(count, "request", "requests");
            case PROBLEM -> Formats.plural(count, "problem", "problems");
            case DONE -> Formats.count(count) + " done";
            case NEWS -> Formats.plural(count, "piece of news", "pieces of news");
        };
    }
}
