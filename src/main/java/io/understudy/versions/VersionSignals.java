package io.understudy.versions;

import com.vaadin.flow.signals.Signal;
import com.vaadin.flow.signals.shared.SharedNumberSignal;
import io.understudy.passports.PassportMade;
import jakarta.annotation.PreDestroy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Tells the open pages of this node that something about versions changed; what it is, they ask the service. */
@Component
public class VersionSignals {
    private final SharedNumberSignal changes = new SharedNumberSignal(0);
    // Pages answer a signal on the thread that sets it, and there the transaction must be over.
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("version-signals").daemon().factory());

    /** Counts the changes since the start of this node. */
    public Signal<Double> changes() {
        return changes;
    }

    @EventListener
    void passportMade(PassportMade made) {
        thread.execute(() -> changes.incrementBy(1));
    }

    /** Completes when everything that was committed so far has reached the signal. */
    public CompletableFuture<Void> settled() {
        return CompletableFuture.runAsync(() -> {}, thread);
    }

    @TransactionalEventListener
    void changed(VersionChanged change) {
        thread.execute(() -> changes.incrementBy(1));
    }

    @TransactionalEventListener
    void changed(EvidenceChanged change) {
        thread.execute(() -> changes.incrementBy(1));
    }

    @TransactionalEventListener
    void changed(SnapshotRecallChanged change) {
        thread.execute(() -> changes.incrementBy(1));
    }

    @PreDestroy
    void stop() {
        thread.shutdown();
    }
}
