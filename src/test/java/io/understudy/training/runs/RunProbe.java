package io.understudy.training.runs;

import io.understudy.support.ChangeProbe;
import io.understudy.training.RunDetails;
import io.understudy.training.RunId;
import io.understudy.training.RunState;
import io.understudy.training.queue.RunWorker;
import java.util.function.Predicate;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.transaction.event.TransactionalEventListener;

/** Waits for runs. */
@TestConfiguration(proxyBeanMethods = false)
public class RunProbe extends ChangeProbe<RunDetails> {
    private final RunService runs;

    RunProbe(RunService runs) {
        this.runs = runs;
    }

    public RunDetails in(RunId run, RunState state) throws Exception {
        return when(run, details -> details.state() == state);
    }

    public RunDetails when(RunId run, Predicate<RunDetails> wanted) throws Exception {
        return when(() -> runs.details(run), wanted);
    }

    public void idle(RunWorker worker) throws InterruptedException {
        until(worker::isIdle);
    }

    @Override
    protected boolean isOver(RunDetails run) {
        return run.state().isOver();
    }

    @Override
    protected String describe(RunDetails run) {
        return "The run is " + run.state() + ": " + run.failure() + " " + run.progress();
    }

    @TransactionalEventListener
    void changed(RunChanged change) {
        signal();
    }
}
