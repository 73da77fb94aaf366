package io.understudy.training.runs;

import io.understudy.billing.CostService;
import io.understudy.identity.AccountId;
import io.understudy.identity.PersonDeactivated;
import io.understudy.identity.PersonDemoted;
import io.understudy.identity.Role;
import io.understudy.training.RunState;
import io.understudy.training.backends.TrainingBackends;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Takes runs out of the queue that their launcher may no longer launch; others can resume them. */
@Component
class QueuedRunCanceller {
    private final TrainingRuns runs;
    private final RunService service;
    private final CostService costs;
    private final RunPricing pricing;
    private final TrainingBackends backends;

    QueuedRunCanceller(
            TrainingRuns runs, RunService service, CostService costs, RunPricing pricing, TrainingBackends backends) {
        this.runs = runs;
        this.service = service;
        this.costs = costs;
        this.pricing = pricing;
        this.backends = backends;
    }

    @EventListener
    void cancel(PersonDeactivated left) {
        cancel(launchedBy(left.account(), RunState.QUEUED, RunState.AWAITING_APPROVAL));
    }

    /** The runs of a grid count together, as they did at the launch. */
    @EventListener
    void cancel(PersonDemoted demoted) {
        launchedBy(demoted.account(), RunState.QUEUED).stream()
                .collect(Collectors.groupingBy(run -> Objects.requireNonNullElse(run.grid(), run.getId())))
                .values()
                .stream()
                .filter(together -> mayLaunch(demoted.before(), together) && !mayLaunch(demoted.now(), together))
                .forEach(this::cancel);
    }

    private boolean mayLaunch(Role role, List<TrainingRun> together) {
        BigDecimal units = together.stream()
                .map(run -> pricing.units(run.backend(), run.parameters()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        String backend = together.getFirst().backend();
        return costs.mayOrder(role, backend, units)
                && role.includes(backends.termsOf(backend).openTo());
    }

    private List<TrainingRun> launchedBy(AccountId person, RunState... states) {
        return runs.findByLaunchedByAndStateInOrderByNumber(person.value(), Set.of(states));
    }

    private void cancel(Collection<TrainingRun> queued) {
        queued.forEach(run -> service.cancel(run.id()));
    }
}
