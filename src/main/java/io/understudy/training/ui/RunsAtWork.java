package io.understudy.training.ui;

import io.understudy.shared.CurrentActor;
import io.understudy.shared.ui.WaitingWork;
import io.understudy.training.RunFilter;
import io.understudy.training.RunListService;
import io.understudy.training.RunRoutes;
import io.understudy.training.RunState;
import java.util.Set;
import org.springframework.stereotype.Component;

/** How many of one's own runs wait or are worked on, beside the entry of the side bar. */
@Component
class RunsAtWork implements WaitingWork {
    private final RunListService runs;
    private final CurrentActor actor;

    RunsAtWork(RunListService runs, CurrentActor actor) {
        this.runs = runs;
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
}
