package io.understudy.prompts.regression;

import io.understudy.prompts.regression.RegressionRepository.Check;
import io.understudy.versions.review.VersionCompared;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Notifies the people concerned of what reviewers made of a comparison, as soon as that is definite. */
@Component
class RegressionVerdicts {
    private final RegressionRepository repository;
    private final ApplicationEventPublisher events;

    RegressionVerdicts(RegressionRepository repository, ApplicationEventPublisher events) {
        this.repository = repository;
        this.events = events;
    }

    /** @param by who gave the verdict that completed it */
    void announce(Check check, RegressionState state, RegressionCounts counts, String by) {
        events.publishEvent(new VersionCompared(
                check.version(),
                repository.startedBy(check.id()),
                "Verdict: %s (%s), by %s.".formatted(state.word(), counts.words(), by),
                RegressionRoutes.of(check.id())));
    }
}
