package io.understudy.collaboration.inbox.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import io.understudy.collaboration.inbox.InboxDigest;
import io.understudy.collaboration.inbox.InboxService;
import io.understudy.collaboration.inbox.InboxSignals;
import io.understudy.collaboration.inbox.NoticeKind;
import io.understudy.identity.AccountId;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.ChangeOffer;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.HomeSection;
import io.understudy.platform.ui.LiveListing;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.Styled;
import java.util.ArrayList;
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
        H2 heading = new H2();
        Div content = Styled.div("panel-lines");
        Panel panel = new Panel(heading);
        LiveListing rows = new LiveListing();
        Runnable show = () -> {
            InboxDigest digest = inbox.digest();
            heading.setText(digest.since() == null ? "Unread notices" : "Since you were last here");
            show(content, digest, rows);
            panel.setVisible(!digest.isEmpty());
        };
        ChangeOffer offer = new ChangeOffer("notices", show);
        panel.add(offer, content);
        // While nothing is unread there is no panel, and the bell counts what comes.
        LiveUpdate.refresh(
                panel,
                signals.of(new AccountId(actor.get().id())),
                () -> offer.offer(rows.follow(rows(inbox.digest()))));
        show.run();
        return List.of(panel);
    }

    private static void show(Div content, InboxDigest digest, LiveListing rows) {
        content.removeAll();
        if (digest.since() != null) {
            content.add(Hint.inline(new Span("You last signed in "), new RelativeTime(digest.since())));
        }
        if (digest.arrived().isEmpty()) {
            content.add(Hint.inline("Nothing new."));
        }
        content.add(rows.show(rows(digest)));
    }

    private static List<LiveListing.Row> rows(InboxDigest digest) {
        List<LiveListing.Row> rows = new ArrayList<>();
        digest.arrived()
                .forEach((kind, count) -> rows.add(new LiveListing.Row(
                        kind,
                        count,
                        () -> Styled.div(
                                "home-line near",
                                new Anchor(InboxRoutes.unread(kind), words(kind, count)),
                                Hint.inline(kind == NoticeKind.REQUEST ? "someone needs you" : "")))));
        if (digest.earlier() > 0) {
            rows.add(new LiveListing.Row(
                    "earlier",
                    digest.earlier(),
                    () -> Styled.div(
                            "home-line",
                            new Anchor(InboxRoutes.BY_SUBJECT, Formats.count(digest.earlier()) + " unread from before"),
                            Hint.inline(""))));
        }
        if (digest.overdue() > 0) {
            rows.add(new LiveListing.Row(
                    "overdue",
                    digest.overdue(),
                    () -> Hint.inline(Formats.plural(digest.overdue(), "notice has", "notices have")
                            + " been unread for more than a day.")));
        }
        return rows;
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
