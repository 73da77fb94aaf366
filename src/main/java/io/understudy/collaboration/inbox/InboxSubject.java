package io.understudy.collaboration.inbox;

import java.util.List;

/** Unread notices about one thing, newest first. */
public record InboxSubject(List<InboxEntry> notices) {
    public InboxSubject {
        notices = List.copyOf(notices);
    }

    public InboxEntry newest() {
        return notices.getFirst();
    }

    public List<InboxEntry> earlier() {
        return notices.subList(1, notices.size());
    }

    public List<NoticeId> ids() {
        return notices.stream().map(InboxEntry::id).toList();
    }
}
