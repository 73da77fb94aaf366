package io.understudy.collaboration.comments;

import io.understudy.platform.live.LiveCounters;
import io.understudy.platform.live.LiveValue;
import io.understudy.platform.live.SignalThread;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

@Component
public class CommentSignals extends LiveCounters<CommentSubject> {
    CommentSignals(SignalThread thread) {
        super(thread);
    }

    /** Counts what happens to the comments on a thing and its parts. */
    public LiveValue<Long> of(String kind, String id) {
        return of(CommentSubject.of(kind, id));
    }

    @TransactionalEventListener
    void changed(CommentsChanged change) {
        changed(CommentSubject.of(change.subject().kind(), change.subject().id()));
    }
}
