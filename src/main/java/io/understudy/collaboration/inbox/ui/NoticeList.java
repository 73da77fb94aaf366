package io.understudy.collaboration.inbox.ui;

import com.vaadin.flow.component.html.UnorderedList;
import io.understudy.collaboration.inbox.InboxEntry;
import io.understudy.collaboration.inbox.InboxService;
import io.understudy.collaboration.inbox.InboxSubject;
import io.understudy.collaboration.inbox.NoticeId;
import io.understudy.platform.ui.ErrorMessages;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Notices, each or by subject; keys move from one to the next and mark it as read. */
class NoticeList extends UnorderedList {
    static final String KEYS = "jkm";

    private static final int NONE = -1;

    /** Where the keys stop: a notice, or the newest of a subject. */
    private record Stop(NoticeRow row, Runnable markRead) {}

    private final transient InboxService inbox;
    private final transient Runnable changed;
    private final Map<NoticeId, NoticeRow> rows = new HashMap<>();
    private final transient List<Stop> stops = new ArrayList<>();
    private int current = NONE;

    /** @param changed shows the list again: a subject was marked as read */
    NoticeList(InboxService inbox, Runnable changed) {
        this.inbox = inbox;
        this.changed = changed;
        addClassName("inbox-list");
    }

    void showEach(List<InboxEntry> notices) {
        clear();
        notices.forEach(told -> {
            NoticeRow row = row(told);
            add(row);
            stops.add(new Stop(row, () -> markRead(told)));
        });
    }

    void showSubjects(List<InboxSubject> subjects) {
        clear();
        subjects.forEach(subject -> {
            InboxSubjectItem item = new InboxSubjectItem(subject, this::row, () -> markRead(subject));
            add(item);
            stops.add(new Stop(item.newest(), () -> markRead(subject)));
        });
    }

    private void clear() {
        removeAll();
        rows.clear();
        stops.clear();
    }

    private NoticeRow row(InboxEntry told) {
        NoticeRow row = new NoticeRow(told, () -> markRead(told));
        rows.put(told.id(), row);
        return row;
    }

    private void markRead(InboxEntry told) {
        inbox.markRead(List.of(told.id()));
    }

    private void markRead(InboxSubject subject) {
        if (ErrorMessages.guard(() -> inbox.markRead(subject.ids()))) {
            changed.run();
        }
    }

    boolean has(NoticeId notice) {
        return rows.containsKey(notice);
    }

    /** Shows in their places what has changed about the notices. */
    void follow() {
        inbox.find(rows.keySet())
                .forEach(told -> Objects.requireNonNull(rows.get(told.id())).show(told));
    }

    /** The keys begin at the first again. */
    void rewind() {
        current = NONE;
    }

    void press(String key) {
        switch (key) {
            case "j" -> move(1);
            case "k" -> move(-1);
            default -> {
                if (current >= 0 && current < stops.size()) {
                    ErrorMessages.guard(stops.get(current).markRead());
                    move(0);
                }
            }
        }
    }

    private void move(int by) {
        if (!stops.isEmpty()) {
            current = Math.clamp(current + (long) by, 0, stops.size() - 1);
            stops.get(current).row().focus();
        }
    }
}
