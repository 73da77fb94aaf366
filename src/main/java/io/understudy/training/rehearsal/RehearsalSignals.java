package io.understudy.training.rehearsal;

import io.understudy.platform.live.LiveCounter;
import io.understudy.platform.live.SignalThread;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

@Component
public class RehearsalSignals extends LiveCounter {
    RehearsalSignals(SignalThread thread) {
        super(thread);
    }

    @TransactionalEventListener(RehearsalChanged.class)
    void committed() {
        changed();
    }
}
