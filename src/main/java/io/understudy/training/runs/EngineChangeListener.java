package io.understudy.training.runs;

import io.understudy.providers.engines.EngineChanged;
import io.understudy.providers.engines.EngineDirectory;
import io.understudy.training.RunContribution;
import java.time.Clock;
import java.time.Instant;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** A run that waits on an engine starts with the settings that the engine has by then. */
@Component
class EngineChangeListener {
    private final EngineDirectory engines;
    private final RunOutputRepository repository;
    private final Clock clock;

    EngineChangeListener(EngineDirectory engines, RunOutputRepository repository, Clock clock) {
        this.engines = engines;
        this.repository = repository;
        this.clock = clock;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(EngineChanged change) {
        Instant now = clock.instant();
        engines.makers(change.backend())
                .forEach(account -> repository.contributeToUnfinished(
                        change.backend(), account, RunContribution.Deed.SET_UP_ENGINE, now));
    }
}
