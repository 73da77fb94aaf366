package io.understudy.inbox.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.inbox.NoticeKind;
import io.understudy.inbox.ToldNotice;
import io.understudy.shared.ui.RelativeTime;
import io.understudy.shared.ui.StateBadge;
import io.understudy.shared.ui.Tone;
import org.jspecify.annotations.Nullable;

class NoticeRow extends ListItem {
    private final transient Runnable opened;
    private transient @Nullable ToldNotice shown;

    NoticeRow(ToldNotice told, Runnable opened) {
        this.opened = opened;
        addClassName("inbox-notice");
        show(told);
    }

    void show(ToldNotice told) {
        if (told.equals(shown)) {
            return;
        }
        shown = told;
        removeAll();
        setClassName("unread", !told.read());
        Anchor title = new Anchor(told.notice().path(), told.notice().title());
        title.addClassName("inbox-title");
        title.getElement().addEventListener("click", event -> opened.run());
        Span words = new Span(told.notice().words());
        words.addClassName("secondary-text");
        Div text = new Div(title, words);
        text.addClassName("inbox-words");
        if (!told.read()) {
            Span unread = new Span("unread");
            unread.addClassName("inbox-unread");
            text.addComponentAsFirst(unread);
        }
        RelativeTime when = new RelativeTime(told.notifiedAt());
        when.addClassName("secondary-text");
        add(told.settled() ? settled() : badge(told.notice().kind()), text, when);
    }

    private static StateBadge settled() {
        StateBadge badge = new StateBadge("Settled", Tone.NEUTRAL, VaadinIcon.CHECK);
        badge.setTitle("This no longer needs you.");
        return badge;
    }

    private static StateBadge badge(NoticeKind kind) {
        return switch (kind) {
            case DONE -> new StateBadge(kind.label(), Tone.GOOD, VaadinIcon.CHECK_CIRCLE_O);
            case PROBLEM -> new StateBadge(kind.label(), Tone.BAD, VaadinIcon.WARNING);
            case REQUEST -> new StateBadge(kind.label(), Tone.WARN, VaadinIcon.HAND);
            case NEWS -> new StateBadge(kind.label(), Tone.INFO, VaadinIcon.INFO_CIRCLE_O);
        };
    }
}
