package io.understudy.comments;

import io.understudy.inbox.InboxService;
import io.understudy.inbox.Notice;
import io.understudy.inbox.NoticeKind;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

@Component
class MentionNotices {
    private static final int TITLE = 120;

    private final InboxService inbox;

    MentionNotices(InboxService inbox) {
        this.inbox = inbox;
    }

    @EventListener
    void tell(Mentioned mention) {
        String title = "%s mentioned you in a comment on %s"
                .formatted(mention.by().name(), mention.place().name());
        inbox.tell(
                mention.person(),
                new Notice(
                        NoticeKind.REQUEST,
                        title.length() <= TITLE ? title : title.substring(0, TITLE - 1) + "…",
                        mention.words(),
                        mention.place().path()));
    }
}
