package io.understudy.datasets;

import io.understudy.characters.CharacterId;
import io.understudy.platform.live.LiveCounters;
import io.understudy.platform.live.SignalThread;
import java.time.Duration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Changes to the dataset of a character: its pictures or their measures. */
@Component
public class DatasetSignals extends LiveCounters<CharacterId> {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    DatasetSignals(SignalThread thread) {
        super(thread, PAUSE);
    }

    @TransactionalEventListener
    void changed(DatasetChanged change) {
        changed(change.character());
    }
}
