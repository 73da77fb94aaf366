package io.understudy.collaboration.inbox.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.collaboration.inbox.InboxService;
import io.understudy.collaboration.inbox.InboxSignals;
import io.understudy.identity.AccountId;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Styled;

public class InboxBell extends Anchor {
    private static final int MOST_SHOWN = 99;

    private final transient InboxService inbox;
    private final Span count = Styled.span("waiting-count");

    public InboxBell(InboxService inbox, InboxSignals signals, AccountId me) {
        super(InboxRoutes.INBOX);
        this.inbox = inbox;
        addClassName("counted-link");
        count.getElement().setAttribute("aria-hidden", "true");
        Icon bell = VaadinIcon.BELL_O.create();
        bell.getElement().setAttribute("aria-hidden", "true");
        add(bell, count);
        LiveUpdate.refresh(this, signals.of(me), this::refresh);
        refresh();
    }

    private void refresh() {
        long unread = inbox.unread();
        count.setText(unread > MOST_SHOWN ? MOST_SHOWN + "+" : String.valueOf(unread));
        count.setVisible(unread > 0);
        String words = unread == 0 ? "Inbox, nothing unread" : "Inbox, " + Formats.count(unread) + " unread";
        setAriaLabel(words);
        setTitle(words);
    }
}
