package io.understudy.training.rehearsal;

import com.vaadin.flow.signals.Signal;
import com.vaadin.flow.signals.shared.SharedNumberSignal;
import jakarta.annotation.PreDestroy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Tells the open pages of this node that some rehearsal got on; which, they ask the service. */
@Component
public class RehearsalSignals {
    private final SharedNumberSignal changes = new SharedNumberSignal(0);
    // Pages answer a signal on the thread that sets it, and there the transaction must be over.
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("rehearsal-signals").daemon().factory());

    /** Counts the changes since the start of this node. */
    public Signal<Double> changes() {
        return changes;
    }

    /** Completes when everything that was committed so far has reached the signal. */
    public CompletableFuture<Void> settled() {
        return CompletableFuture.runAsync(() -> {}, thread);
    }

    @TransactionalEventListener
    void changed(RehearsalChanged change) {
        thread.execute(() -> changes.incrementBy(1));
    }

    @PreDestroy
    void stop() {
        thread.shutdown();
    }
}
