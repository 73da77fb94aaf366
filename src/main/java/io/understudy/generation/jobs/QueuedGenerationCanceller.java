package io.understudy.generation.jobs;

import io.understudy.billing.CostService;
import io.understudy.generation.GenerationState;
import io.understudy.identity.AccountId;
import io.understudy.identity.PersonDeactivated;
import io.understudy.identity.PersonDemoted;
import io.understudy.identity.Role;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Takes pictures out of the queue that the person who asked may no longer ask for; others can resume them. */
@Component
class QueuedGenerationCanceller {
    private final GenerationJobs jobs;
    private final GenerationRepository repository;
    private final GenerationService service;
    private final CostService costs;
    private final GenerationCharges charges;

    QueuedGenerationCanceller(
            GenerationJobs jobs,
            GenerationRepository repository,
            GenerationService service,
            CostService costs,
            GenerationCharges charges) {
        this.jobs = jobs;
        this.repository = repository;
        this.service = service;
        this.costs = costs;
        this.charges = charges;
    }

    @EventListener
    void cancel(PersonDeactivated left) {
        queuedBy(left.account()).forEach(job -> service.cancel(job.id()));
    }

    @EventListener
    void cancel(PersonDemoted demoted) {
        queuedBy(demoted.account()).stream()
                .filter(job -> mayAsk(demoted.before(), job) && !mayAsk(demoted.now(), job))
                .forEach(job -> service.cancel(job.id()));
    }

    private boolean mayAsk(Role role, GenerationJob job) {
        return costs.mayOrder(
                role,
                job.backend(),
                charges.units(
                        job.backend(),
                        job.settings(),
                        repository.missing(job.id()).size()));
    }

    private List<GenerationJob> queuedBy(AccountId person) {
        return jobs.findByAskedByAndStateOrderByAskedAt(person.value(), GenerationState.QUEUED);
    }
}
