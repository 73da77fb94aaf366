package io.understudy.versions;

import io.understudy.people.AccountId;
import io.understudy.people.MembersOnly;
import io.understudy.people.Person;
import io.understudy.people.TeamService;
import io.understudy.shared.Acts;
import io.understudy.shared.CurrentActor;
import io.understudy.shared.Refusal;
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
    private final Dossiers dossiers;
    private final ReviewRequests requests;
    private final TeamService team;
    private final CurrentActor actor;
    private final Acts acts;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ReviewRequestService(
            LoraVersions versions,
            Dossiers dossiers,
            ReviewRequests requests,
            TeamService team,
            CurrentActor actor,
            Acts acts,
            ApplicationEventPublisher events,
            Clock clock) {
        this.versions = versions;
        this.dossiers = dossiers;
        this.requests = requests;
        this.team = team;
        this.actor = actor;
        this.acts = acts;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Whose signature would bring a version on.
     *
     * @param next what it needs next: {@link VersionVerb#SIGN_OFF} or {@link VersionVerb#APPROVE}
     * @param people who can give it and have not, by name
     * @param asked those of them who were asked by name
     */
    public record Choice(VersionVerb next, List<Person> people, List<Person> asked) {
        public Choice {
            people = List.copyOf(people);
            asked = List.copyOf(asked);
        }
    }

    /** Who can be asked now; empty while the version waits for its makers, or for nobody. */
    public Optional<Choice> choice(VersionId id) {
        LoraVersion version = versions.findById(id.value()).orElseThrow(VersionService::notFound);
        return next(version.state()).map(verb -> choice(version, verb));
    }

    public Choice choiceAfterSubmitting(VersionId id) {
        LoraVersion version = versions.findById(id.value()).orElseThrow(VersionService::notFound);
        Choice choice = choice(version, VersionVerb.SIGN_OFF);
        return new Choice(
                choice.next(),
                choice.people().stream()
                        .filter(person ->
                                !person.id().value().equals(actor.get().id()))
                        .toList(),
                List.of());
    }

    private Choice choice(LoraVersion version, VersionVerb verb) {
        Dossier dossier = dossiers.of(version);
        List<AccountId> asked = requests.of(List.of(version.getId())).stream()
                .filter(row -> row.verb() == verb)
                .map(row -> new AccountId(row.account()))
                .toList();
        List<Person> able = team.active().stream()
                .filter(person -> dossier.couldStill(verb, person))
                .toList();
        return new Choice(
                verb,
                able,
                able.stream().filter(person -> asked.contains(person.id())).toList());
    }

    /**
     * Asks these people for what the version needs next; each of them is notified. Who was asked already is not asked
     * again.
     *
     * @throws Refusal.Conflict when the version waits for no signature now
     * @throws Refusal.RuleBroken in {@code people} when one of them could not give it
     */
    @Transactional
    public void ask(VersionId id, Collection<AccountId> people) {
        LoraVersion version = versions.lock(id.value()).orElseThrow(VersionService::notFound);
        VersionVerb verb = next(version.state())
                .orElseThrow(() -> new Refusal.Conflict("%s is %s, so nobody can be asked for a signature now."
                        .formatted(version.fileName(), version.state().word())));
        List<Person> able = choice(version, verb).people();
        for (AccountId account : people) {
            Person person = able.stream()
                    .filter(one -> one.id().equals(account))
                    .findFirst()
                    .orElseThrow(() -> cannot(verb, account));
            if (requests.add(id, account, verb, actor.get(), clock.instant())) {
                acts.publish("version.review-requested", version.subject(), Map.of("asked", person.name()));
                events.publishEvent(new ReviewAsked(id, version.name(), verb, account, actor.get()));
            }
        }
        events.publishEvent(new VersionChanged(id, version.character(), version.state()));
    }

    private Refusal.RuleBroken cannot(VersionVerb verb, AccountId account) {
        String name = team.names(List.of(account.value())).getOrDefault(account.value(), "This person");
        return Refusal.RuleBroken.in(
                "people",
                ("%s cannot be asked: a person who %s needs the role and must not have made any part of the version"
                                + " or done it already.")
                        .formatted(name, verb.presentTense()));
    }

    static Optional<VersionVerb> next(VersionState state) {
        return switch (state) {
            case IN_REVIEW -> Optional.of(VersionVerb.SIGN_OFF);
            case SIGNED_OFF -> Optional.of(VersionVerb.APPROVE);
            case DRAFT, CHANGES_REQUESTED, APPROVED, SUPERSEDED, REVOKED -> Optional.empty();
        };
    }
}
