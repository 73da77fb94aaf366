package io.understudy.training.runs;

import io.understudy.platform.live.LiveCounter;
import io.understudy.platform.live.LiveStates;
import io.understudy.platform.live.LiveValue;
import io.understudy.platform.live.SignalThread;
import io.understudy.training.RunId;
import io.understudy.training.RunProgress;
import io.understudy.training.RunState;
import java.time.Clock;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

@Component
public class RunSignals extends LiveStates<RunId, RunProgress> {
    private final LiveCounter newest;
    private final LiveCounter queues;

    RunSignals(SignalThread thread, Clock clock) {
        super(thread, clock, RunProgress::run, RunProgress::revision);
        this.newest = new LiveCounter(thread);
        this.queues = new LiveCounter(thread);
    }

    /** The highest number that a run got while this node was up; 0 before the first. */
    public LiveValue<Long> newestNumber() {
        return newest.changes();
    }

    public LiveValue<Long> queueChanges() {
        return queues.changes();
    }

    @TransactionalEventListener
    void changed(RunChanged change) {
        show(change.progress());
    }

    @TransactionalEventListener(QueueChanged.class)
    public void queuesChanged() {
        queues.changed();
    }

    @Override
    public void show(RunProgress progress) {
        super.show(progress);
        newest.raiseTo(progress.number());
        if (progress.state() != RunState.RUNNING && progress.state() != RunState.COLLECTING) {
            queues.changed();
        }
    }
}
