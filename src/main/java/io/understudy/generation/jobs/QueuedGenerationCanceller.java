package io.understudy.generation.jobs;

import io.understudy.generation.GenerationState;
import io.understudy.identity.PersonDeactivated;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Takes the pictures of a person who lost their access out of the queue; others can resume them. */
@Component
class QueuedGenerationCanceller {
    private final GenerationJobs jobs;
    private final GenerationService service;

    QueuedGenerationCanceller(GenerationJobs jobs, GenerationService service) {
        this.jobs = jobs;
        this.service = service;
    }

    @EventListener
    void cancel(PersonDeactivated left) {
        jobs.findByAskedByAndStateOrderByAskedAt(left.account().value(), GenerationState.QUEUED)
                .forEach(job -> service.cancel(job.id()));
    }
}
