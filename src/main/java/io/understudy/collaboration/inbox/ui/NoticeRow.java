package io.understudy.collaboration.inbox.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.collaboration.inbox.InboxEntry;
import io.understudy.collaboration.inbox.NoticeKind;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.Styled;

/** What changes about a notice changes in its place: its link keeps the focus. */
class NoticeRow extends ListItem {
    private final transient Runnable markRead;
    private final Anchor title = new Anchor();
    private final Span words = Hint.inline("");
    private final Span unread = Styled.span("inbox-unread", "unread");
    private final Div text = Styled.div("inbox-words", title, words);
    private StateBadge badge;
    private transient InboxEntry shown;

    NoticeRow(InboxEntry told, Runnable markRead) {
        this.markRead = markRead;
        addClassName("inbox-notice");
        title.addClassName("inbox-title");
        title.getElement().addEventListener("click", event -> this.markRead.run());
        RelativeTime when = new RelativeTime(told.notifiedAt());
        when.addClassName("secondary-text");
        badge = badge(told);
        add(badge, text, when);
        shown = told;
        fill(told);
    }

    void show(InboxEntry told) {
        if (told.equals(shown)) {
            return;
        }
        if (told.settled() != shown.settled()) {
            remove(badge);
            badge = badge(told);
            addComponentAsFirst(badge);
        }
        shown = told;
        fill(told);
    }

    private void fill(InboxEntry told) {
        title.setHref(told.notice().path());
        title.setText(told.notice().title());
        words.setText(told.notice().words());
        setClassName("unread", !told.read());
        if (told.read()) {
            unread.getElement().removeFromParent();
        } else if (unread.getParent().isEmpty()) {
            text.addComponentAsFirst(unread);
        }
    }

    void focus() {
        title.getElement().callJsFunction("focus");
    }

    private static StateBadge badge(InboxEntry told) {
        return told.settled() ? settled() : badge(told.notice().kind());
    }

    private static StateBadge settled() {
        StateBadge badge = new StateBadge("Settled", BadgeTone.NEUTRAL, VaadinIcon.CHECK);
        badge.setTitle("This no longer needs you.");
        return badge;
    }

    private static StateBadge badge(NoticeKind kind) {
        return switch (kind) {
            case DONE -> new StateBadge(kind.label(), BadgeTone.GOOD, VaadinIcon.CHECK_CIRCLE_O);
            case PROBLEM -> new StateBadge(kind.label(), BadgeTone.BAD, VaadinIcon.WARNING);
            case REQUEST -> new StateBadge(kind.label(), BadgeTone.WARN, VaadinIcon.HAND);
            case NEWS -> new StateBadge(kind.label(), BadgeTone.INFO, VaadinIcon.INFO_CIRCLE_O);
        };
    }
}
