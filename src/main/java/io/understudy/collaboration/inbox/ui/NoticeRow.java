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
import org.jspecify.annotations.Nullable;

class NoticeRow extends ListItem {
    private final transient Runnable markRead;
    private Anchor title = new Anchor();
    private transient @Nullable InboxEntry shown;

    NoticeRow(InboxEntry told, Runnable markRead) {
        this.markRead = markRead;
        addClassName("inbox-notice");
        show(told);
    }

    void show(InboxEntry told) {
        if (told.equals(shown)) {
            return;
        }
        shown = told;
        removeAll();
        setClassName("unread", !told.read());
        title = new Anchor(told.notice().path(), told.notice().title());
        title.addClassName("inbox-title");
        title.getElement().addEventListener("click", event -> markRead.run());
        Span words = Hint.inline(told.notice().words());
        Div text = Styled.div("inbox-words", title, words);
        if (!told.read()) {
            text.addComponentAsFirst(Styled.span("inbox-unread", "unread"));
        }
        RelativeTime when = new RelativeTime(told.notifiedAt());
        when.addClassName("secondary-text");
        add(told.settled() ? settled() : badge(told.notice().kind()), text, when);
    }

    void focus() {
        title.getElement().callJsFunction("focus");
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
