package io.understudy.collaboration.comments;

import io.understudy.collaboration.inbox.InboxService;
import io.understudy.collaboration.inbox.Notice;
import io.understudy.collaboration.inbox.NoticeKind;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

@Component
class MentionListener {
    private static final int TITLE = 120;

    private final InboxService inbox;

    MentionListener(InboxService inbox) {
        this.inbox = inbox;
    }

    @EventListener
    void notifyMentioned(PersonMentioned mention) {
        String title = "%s mentioned you in a comment on %s"
                .formatted(mention.by().name(), mention.place().name());
        inbox.send(
                mention.person(),
                new Notice(
                        NoticeKind.REQUEST,
                        title.length() <= TITLE ? title : title.substring(0, TITLE - 1) + "…",
                        mention.words(),
                        mention.place().path()));
    }
}
