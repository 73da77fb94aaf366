package io.understudy.training.ui;

import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.live.LiveValue;
import io.understudy.platform.ui.NavigationBadge;
import io.understudy.training.RunRoutes;
import io.understudy.training.RunState;
import io.understudy.training.lists.RunFilter;
import io.understudy.training.runs.RunListService;
import io.understudy.training.runs.RunSignals;
import java.util.Set;
import org.springframework.stereotype.Component;

@Component
class RunningRunsBadge implements NavigationBadge {
    private final RunListService runs;
    private final RunSignals signals;
    private final CurrentActor actor;

    RunningRunsBadge(RunListService runs, RunSignals signals, CurrentActor actor) {
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
    public LiveValue<Long> changes() {
        return signals.queueChanges();
    }
}
