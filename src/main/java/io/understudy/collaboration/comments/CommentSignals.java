package io.understudy.collaboration.comments;

import com.vaadin.flow.signals.Signal;
import com.vaadin.flow.signals.shared.SharedNumberSignal;
import io.understudy.platform.live.SignalThread;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

@Component
public class CommentSignals {
    private record Thing(String kind, String id) {}

    private final Map<Thing, WeakReference<SharedNumberSignal>> things = new ConcurrentHashMap<>();
    private final SignalThread thread;

    CommentSignals(SignalThread thread) {
        this.thread = thread;
    }

    /** Counts what happens to the comments on a thing and its parts, for as long as a page looks at it. */
    public Signal<Double> of(String kind, String id) {
        while (true) {
            WeakReference<SharedNumberSignal> reference = things.compute(
                    new Thing(kind, id),
                    (thing, before) -> before != null && before.get() != null
                            ? before
                            : new WeakReference<>(new SharedNumberSignal(0)));
            SharedNumberSignal signal = reference.get();
            if (signal != null) {
                things.values().removeIf(other -> other.get() == null);
                return signal;
            }
        }
    }

    /** Completes when everything that was committed so far has reached the signals. */
    public CompletableFuture<Void> settled() {
        return thread.settled();
    }

    @TransactionalEventListener
    void changed(CommentsChanged change) {
        thread.execute(() -> {
            WeakReference<SharedNumberSignal> reference = things.get(
                    new Thing(change.subject().kind(), change.subject().id()));
            SharedNumberSignal signal = reference == null ? null : reference.get();
            if (signal != null) {
                signal.incrementBy(1);
            }
        });
    }
}
