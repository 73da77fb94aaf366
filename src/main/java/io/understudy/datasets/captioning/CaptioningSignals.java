package io.understudy.datasets.captioning;

import io.understudy.characters.CharacterId;
import io.understudy.platform.live.LiveCounters;
import io.understudy.platform.live.SignalThread;
import java.time.Duration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Answers of the vision model, and what people decided about them. */
@Component
public class CaptioningSignals extends LiveCounters<CharacterId> {
    private static final Duration PAUSE = Duration.ofMillis(500);

    CaptioningSignals(SignalThread thread) {
        super(thread, PAUSE);
    }

    @TransactionalEventListener
    void changed(CaptioningChanged change) {
        changed(change.character());
    }
}
