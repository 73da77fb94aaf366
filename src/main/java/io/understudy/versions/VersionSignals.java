package io.understudy.versions;

import com.vaadin.flow.signals.Signal;
import com.vaadin.flow.signals.shared.SharedNumberSignal;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/** Tells the open pages of this node that something about versions changed; what it is, they ask the service. */
@Component
public class VersionSignals {
    private final SharedNumberSignal changes = new SharedNumberSignal(0);

    /** Counts the changes since the start of this node. */
    public Signal<Double> changes() {
        return changes.asReadonly();
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void on(VersionChanged change) {
        changes.incrementBy(1);
    }
}
