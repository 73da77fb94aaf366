package io.understudy.training.runs;

import io.understudy.platform.live.LiveCounter;
import io.understudy.platform.live.LiveStates;
import io.understudy.platform.live.LiveValue;
import io.understudy.platform.live.SignalThread;
import io.understudy.training.RunId;
import io.understudy.training.RunProgress;
import io.understudy.training.RunState;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

@Component
public class RunSignals extends LiveStates<RunId, RunProgress> {
    private final LiveCounter newest;
    private final LiveCounter queues;
    private final LiveCounter states;
    private final Map<RunId, RunState> unfinished = new ConcurrentHashMap<>();

    RunSignals(SignalThread thread, Clock clock) {
        super(thread, clock, RunProgress::run, RunProgress::revision);
        this.newest = new LiveCounter(thread);
        this.queues = new LiveCounter(thread);
        this.states = new LiveCounter(thread);
    }

    /** The highest number that a run got while this node was up; 0 before the first. */
    public LiveValue<Long> newestNumber() {
        return newest.changes();
    }

    public LiveValue<Long> queueChanges() {
        return queues.changes();
    }

    /** Of any run. */
    public LiveValue<Long> stateChanges() {
        return states.changes();
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
        RunState before = progress.state().isOver()
                ? unfinished.remove(progress.run())
                : unfinished.put(progress.run(), progress.state());
        if (before != progress.state()) {
            states.changed();
        }
        if (progress.state() != RunState.RUNNING && progress.state() != RunState.COLLECTING) {
            queues.changed();
        }
    }
}
