package io.understudy.collaboration.comments;

import io.understudy.collaboration.inbox.InboxService;
import io.understudy.collaboration.inbox.Notice;
import io.understudy.collaboration.inbox.NoticeKind;
import io.understudy.identity.AccountId;
import io.understudy.platform.core.Wording;
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
        send(mention.person(), NoticeKind.REQUEST, title, mention.words(), mention.place());
    }

    @EventListener
    void notifyConcerned(CommentNews news) {
        send(news.person(), NoticeKind.NEWS, news.title(), news.words(), news.place());
    }

    private void send(AccountId person, NoticeKind kind, String title, String words, CommentLocation place) {
        inbox.send(person, new Notice(kind, Wording.cut(title, TITLE), words, place.path()));
    }
}
