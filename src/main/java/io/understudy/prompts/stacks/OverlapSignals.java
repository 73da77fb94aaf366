package io.understudy.prompts.stacks;

import com.vaadin.flow.signals.Signal;
import com.vaadin.flow.signals.shared.SharedNumberSignal;
import jakarta.annotation.PreDestroy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.stereotype.Component;

/** Tells the open planners of this node that files were compared; what came out, they ask the service. */
@Component
public class OverlapSignals {
    private final SharedNumberSignal changes = new SharedNumberSignal(0);
    // Pages answer a signal on the thread that sets it: never the thread that compares.
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("overlap-signals").daemon().factory());

    /** Counts the pairs that were compared. */
    public Signal<Double> changes() {
        return changes;
    }

    void changed() {
        thread.execute(() -> changes.incrementBy(1));
    }

    /** Completes when everything that happened so far has reached the signal. */
    public CompletableFuture<Void> settled() {
        return CompletableFuture.runAsync(() -> {}, thread);
    }

    @PreDestroy
    void stop() {
        thread.shutdown();
    }
}
