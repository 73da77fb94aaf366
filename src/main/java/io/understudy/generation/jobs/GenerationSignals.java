package io.understudy.generation.jobs;

import io.understudy.generation.GenerationChanged;
import io.understudy.generation.GenerationId;
import io.understudy.generation.GenerationProgress;
import io.understudy.platform.live.LiveStates;
import io.understudy.platform.live.SignalThread;
import java.time.Clock;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

@Component
public class GenerationSignals extends LiveStates<GenerationId, GenerationProgress> {
    GenerationSignals(SignalThread thread, Clock clock) {
        super(thread, clock, GenerationProgress::job, GenerationProgress::revision);
    }

    @TransactionalEventListener
    void changed(GenerationChanged change) {
        show(change.progress());
    }
}
