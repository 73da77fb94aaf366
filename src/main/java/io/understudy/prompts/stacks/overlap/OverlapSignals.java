package io.understudy.prompts.stacks.overlap;

import com.vaadin.flow.signals.Signal;
import com.vaadin.flow.signals.shared.SharedNumberSignal;
import io.understudy.platform.live.SignalThread;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;

@Component
public class OverlapSignals {
    private final SharedNumberSignal changes = new SharedNumberSignal(0);
    private final SignalThread thread;

    OverlapSignals(SignalThread thread) {
        this.thread = thread;
    }

    public Signal<Double> changes() {
        return changes;
    }

    void changed() {
        thread.execute(() -> changes.incrementBy(1));
    }

    public CompletableFuture<Void> settled() {
        return thread.settled();
    }
}
