package io.understudy.versions.review;

import io.understudy.identity.AccountId;
import io.understudy.identity.MembersOnly;
import io.understudy.identity.Person;
import io.understudy.identity.accounts.TeamService;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.versions.ReviewAction;
import io.understudy.versions.VersionChanged;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionService;
import io.understudy.versions.VersionState;
import io.understudy.versions.registry.LoraVersion;
import io.understudy.versions.registry.LoraVersions;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Asks people by name for the signature that a version needs next; where nobody is named, everyone who may is meant.
 */
@Service
@MembersOnly
@Transactional(readOnly = true)
public class ReviewRequestService {
    private final LoraVersions versions;
    private final ReviewContexts contexts;
    private final ReviewRequestRepository requests;
    private final TeamService team;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ReviewRequestService(
            LoraVersions versions,
            ReviewContexts contexts,
            ReviewRequestRepository requests,
            TeamService team,
            CurrentActor actor,
            AuditEvents auditEvents,
            ApplicationEventPublisher events,
            Clock clock) {
        this.versions = versions;
        this.contexts = contexts;
        this.requests = requests;
        this.team = team;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Whose signature would bring a version on.
     *
     * @param next what it needs next: {@link ReviewAction#SIGN_OFF} or {@link ReviewAction#APPROVE}
     * @param people who can give it and have not, by name
     * @param asked those of them who were asked by name
     */
    public record Choice(ReviewAction next, List<Person> people, List<Person> asked) {
        public Choice {
            people = List.copyOf(people);
            asked = List.copyOf(asked);
        }
    }

    /** Who can be asked now; empty while the version waits for its makers, or for nobody. */
    public Optional<Choice> choice(VersionId id) {
        LoraVersion version = versions.findById(id.value()).orElseThrow(VersionService::notFound);
        return next(version.state()).map(action -> choice(version, action));
    }

    private Choice choice(LoraVersion version, ReviewAction action) {
        ReviewContext context = contexts.of(version);
        List<AccountId> asked = requests.of(List.of(version.getId())).stream()
                .filter(row -> row.verb() == action)
                .map(row -> new AccountId(row.account()))
                .toList();
        List<Person> able = team.active().stream()
                .filter(person -> context.couldStill(action, person))
                .toList();
        return new Choice(
                action,
                able,
                able.stream().filter(person -> asked.contains(person.id())).toList());
    }

    /**
     * Asks these people for what the version needs next; each of them is notified. Who was asked already is not asked
     * again.
     *
     * @throws DomainException.Conflict when the version waits for no signature now
     * @throws DomainException.RuleViolation in {@code people} when there are none, or one of them could not give it
     */
    @Transactional
    public void ask(VersionId id, Collection<AccountId> people) {
        LoraVersion version = versions.lock(id.value()).orElseThrow(VersionService::notFound);
        ReviewAction action = next(version.state())
                .orElseThrow(() -> new DomainException.Conflict("%s is %s, so nobody can be asked for a signature now."
                        .formatted(version.fileName(), version.state().word())));
        if (people.isEmpty()) {
            throw DomainException.RuleViolation.in("people", "Select at least one person.");
        }
        List<Person> able = choice(version, action).people();
        for (AccountId account : people) {
            Person person = able.stream()
                    .filter(one -> one.id().equals(account))
                    .findFirst()
                    .orElseThrow(() -> cannot(action, account));
            if (requests.add(id, account, action, actor.get(), clock.instant())) {
                auditEvents.publish("version.review-requested", version.subject(), Map.of("asked", person.name()));
                events.publishEvent(new ReviewRequested(id, version.name(), action, account, actor.get()));
            }
        }
        events.publishEvent(new VersionChanged(id, version.character(), version.state()));
    }

    private DomainException.RuleViolation cannot(ReviewAction action, AccountId account) {
        String name = team.names(List.of(account.value())).getOrDefault(account.value(), "This person");
        return DomainException.RuleViolation.in(
                "people",
                ("%s cannot be asked: a person who %s needs the role and must not have made any part of the version"
                                + " or done it already.")
                        .formatted(name, action.presentTense()));
    }

    static Optional<ReviewAction> next(VersionState state) {
        return switch (state) {
            case IN_REVIEW -> Optional.of(ReviewAction.SIGN_OFF);
            case SIGNED_OFF -> Optional.of(ReviewAction.APPROVE);
            case DRAFT, CHANGES_REQUESTED, APPROVED, SUPERSEDED, REVOKED -> Optional.empty();
        };
    }
}
