package io.understudy.training.ui;

import com.vaadin.flow.signals.Signal;
import io.understudy.shared.CurrentActor;
import io.understudy.shared.ui.WaitingWork;
import io.understudy.training.RunFilter;
import io.understudy.training.RunListService;
import io.understudy.training.RunRoutes;
import io.understudy.training.RunSignals;
import io.understudy.training.RunState;
import java.util.Set;
import org.springframework.stereotype.Component;

@Component
class RunsAtWork implements WaitingWork {
    private final RunListService runs;
    private final RunSignals signals;
    private final CurrentActor actor;

    RunsAtWork(RunListService runs, RunSignals signals, CurrentActor actor) {
        this.runs = runs;
        this.signals = signals;
        this.actor = actor;
    }

    @Override
    public String route() {
        return RunRoutes.LIST;
    }

    @Override
    public long count() {
        return runs.count(new RunFilter(
                null, Set.copyOf(RunState.unfinished()), actor.get().id()));
    }

    @Override
    public Signal<Double> changes() {
        return signals.queueChanges();
    }
}
