package io.understudy.prompts.regression;

import io.understudy.characters.CharacterId;
import io.understudy.identity.AccountId;
import io.understudy.prompts.playground.ExampleRepository;
import io.understudy.versions.VersionChanged;
import io.understudy.versions.VersionFiles;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionState;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Writes down that a version is to be compared, in the transaction of the approval or the click; the work comes later. */
@Component
class RegressionRequests {
    private final RegressionRepository repository;
    private final ExampleRepository examples;
    private final VersionFiles versions;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    RegressionRequests(
            RegressionRepository repository,
            ExampleRepository examples,
            VersionFiles versions,
            ApplicationEventPublisher events,
            Clock clock) {
        this.repository = repository;
        this.examples = examples;
        this.versions = versions;
        this.events = events;
        this.clock = clock;
    }

    @EventListener
    void changed(VersionChanged change) {
        if (change.state() == VersionState.APPROVED && hasExamples(change.version())) {
            want(change.character(), change.version(), null);
        }
    }

    /** Whether another version of the character generated examples for the same model. */
    boolean hasExamples(VersionId version) {
        return !examples.drawnWith(versions.besides(version), 1).isEmpty();
    }

    /**
     * @param startedBy null where an approval asks for it
     * @return empty when the version has a comparison already
     */
    Optional<RegressionId> want(CharacterId character, VersionId version, @Nullable AccountId startedBy) {
        RegressionId id = new RegressionId(UUID.randomUUID());
        if (!repository.want(id, character, version, startedBy, clock.instant())) {
            return Optional.empty();
        }
        events.publishEvent(new RegressionRequested(id));
        return Optional.of(id);
    }
}
