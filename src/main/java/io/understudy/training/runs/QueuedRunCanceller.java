package io.understudy.training.runs;

import io.understudy.identity.PersonDeactivated;
import io.understudy.training.RunState;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Takes the runs of a person who lost their access out of the queue; others can resume them. */
@Component
class QueuedRunCanceller {
    private final TrainingRuns runs;
    private final RunService service;

    QueuedRunCanceller(TrainingRuns runs, RunService service) {
        this.runs = runs;
        this.service = service;
    }

    @EventListener
    void cancel(PersonDeactivated left) {
        runs.findByLaunchedByAndStateInOrderByNumber(
                        left.account().value(), Set.of(RunState.QUEUED, RunState.AWAITING_APPROVAL))
                .forEach(run -> service.cancel(run.id()));
    }
}
