package io.understudy.versions;

import io.understudy.characters.CharacterId;
import io.understudy.people.AdminsOnly;
import io.understudy.people.MembersAndSystem;
import io.understudy.people.MembersOnly;
import io.understudy.people.ReviewersOnly;
import io.understudy.people.TeamService;
import io.understudy.shared.Actor;
import io.understudy.shared.Acts;
import io.understudy.shared.CurrentActor;
import io.understudy.shared.Refusal;
import io.understudy.training.RunId;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The versions of characters and their way to production. Each decision holds the version's row: of two that come at
 * the same moment one wins, and the other is told what happened.
 */
@Service
@Transactional(readOnly = true)
public class VersionService {
    private static final int REASON_LENGTH = 2000;

    private final LoraVersions versions;
    private final Participants participants;
    private final VersionDecisions decisions;
    private final VersionSeries series;
    private final Dossiers dossiers;
    private final VersionReader reader;
    private final TeamService team;
    private final CurrentActor actor;
    private final Acts acts;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    VersionService(
            LoraVersions versions,
            Participants participants,
            VersionDecisions decisions,
            VersionSeries series,
            Dossiers dossiers,
            VersionReader reader,
            TeamService team,
            CurrentActor actor,
            Acts acts,
            ApplicationEventPublisher events,
            Clock clock) {
        this.versions = versions;
        this.participants = participants;
        this.decisions = decisions;
        this.series = series;
        this.dossiers = dossiers;
        this.reader = reader;
        this.team = team;
        this.actor = actor;
        this.acts = acts;
        this.events = events;
        this.clock = clock;
    }

    /** @throws Refusal.NotFound when there is no such version */
    @MembersOnly
    public VersionDetails details(VersionId id) {
        return reader.details(versions.findById(id.value()).orElseThrow(VersionService::notFound));
    }

    /** What a run became; empty until it has succeeded. */
    @MembersAndSystem
    public Optional<VersionCard> ofRun(RunId run) {
        return versions.findByRunId(run.value())
                .map(version -> reader.cards(List.of(version)).getFirst());
    }

    /** The latest first. */
    @MembersOnly
    public Page<VersionCard> ofCharacter(CharacterId character, Pageable page) {
        Page<LoraVersion> found = versions.ofCharacter(character.value(), page);
        return new PageImpl<>(reader.cards(found.getContent()), page, found.getTotalElements());
    }

    @MembersOnly
    public long count(CharacterId character) {
        return versions.countByCharacterId(character.value());
    }

    /** The version that everybody is to use, or empty while none is approved. */
    @MembersAndSystem
    public Optional<VersionCard> production(CharacterId character) {
        return Optional.ofNullable(production(List.of(character)).get(character));
    }

    /** The production versions of those characters that have one. */
    @MembersAndSystem
    public Map<CharacterId, VersionCard> production(Collection<CharacterId> characters) {
        return byCharacter(versions.findByProductionOfIn(
                characters.stream().map(CharacterId::value).toList()));
    }

    /** The latest version of each of these characters that has any. */
    @MembersAndSystem
    public Map<CharacterId, VersionCard> latest(Collection<CharacterId> characters) {
        return byCharacter(
                versions.latestOf(characters.stream().map(CharacterId::value).toList()));
    }

    private Map<CharacterId, VersionCard> byCharacter(List<LoraVersion> found) {
        return reader.cards(found).stream().collect(Collectors.toMap(VersionCard::character, Function.identity()));
    }

    /** Asks the reviewers to look at it. Whoever asks is one of its makers from then on. */
    @MembersOnly
    @Transactional
    public void submit(VersionId id, Seen seen) {
        decide(id, VersionVerb.SUBMIT, seen, null);
    }

    /**
     * Stands for its quality.
     *
     * @throws Refusal.Conflict when it is not as seen any more; nothing is stored then
     * @throws Refusal.RuleBroken when the person made any part of it, or an item is open
     */
    @ReviewersOnly
    @Transactional
    public void signOff(VersionId id, Seen seen) {
        decide(id, VersionVerb.SIGN_OFF, seen, null);
    }

    /** Gives it back to its makers; the reason says what is missing. */
    @ReviewersOnly
    @Transactional
    public void sendBack(VersionId id, Seen seen, String reason) {
        decide(id, VersionVerb.SEND_BACK, seen, reason);
    }

    /**
     * Makes it the character's production version; the one that was, is superseded.
     *
     * @throws Refusal.Conflict when it is not as seen any more; nothing is stored then
     * @throws Refusal.RuleBroken when the person made any part of it or signed it off
     */
    @AdminsOnly
    @Transactional
    public void approve(VersionId id, Seen seen) {
        decide(id, VersionVerb.APPROVE, seen, null);
    }

    /** Withdraws it for good: no downloads from then on. */
    @AdminsOnly
    @Transactional
    public void revoke(VersionId id, Seen seen, String reason) {
        decide(id, VersionVerb.REVOKE, seen, reason);
    }

    private void decide(VersionId id, VersionVerb verb, Seen seen, @Nullable String givenReason) {
        LoraVersion version = versions.lock(id.value()).orElseThrow(VersionService::notFound);
        Dossier dossier = dossiers.of(version);
        requireAsSeen(dossier, seen);
        if (verb.from(version.state()).isEmpty()) {
            version.move(verb);
        }
        List<String> obstacles = dossier.obstacles(verb, team.me(), team.active());
        if (!obstacles.isEmpty()) {
            throw new Refusal.RuleBroken(String.join(" ", obstacles));
        }
        String reason = reason(verb, givenReason);
        if (verb == VersionVerb.APPROVE) {
            requireUnchangedSinceSignature(dossier);
            supersedeProduction(version);
        }
        takePart(version, verb, dossier);
        VersionState before = version.state();
        version.move(verb);
        if (verb == VersionVerb.SUBMIT) {
            version.askedFor(actor.get().name(), clock.instant());
        }
        record(version, verb, before, reason, dossier.manifest());
    }

    private void requireAsSeen(Dossier dossier, Seen seen) {
        LoraVersion version = dossier.version();
        if (seen.state() != version.state()) {
            String last = decisions.findByVersionIdOrderByPosition(version.getId()).reversed().stream()
                    .map(VersionDecision::details)
                    .findFirst()
                    .map(step -> " (" + step.by() + " " + step.verb().pastTense() + ")")
                    .orElse("");
            throw new Refusal.Conflict("%s is now “%s”%s, so nothing was stored. Look at it as it is, then decide."
                    .formatted(version.fileName(), version.state().word(), last));
        }
        if (!seen.manifest().equals(dossier.manifest())) {
            throw new Refusal.Conflict("The checklist or its evidence changed while you were looking, so nothing was"
                    + " stored. Look at what is there now, then decide.");
        }
    }

    /** The checklist is closed under a signature; should its rows be changed behind the product's back, it shows here. */
    private void requireUnchangedSinceSignature(Dossier dossier) {
        boolean unchanged = decisions
                .findByVersionIdOrderByPosition(dossier.version().getId())
                .reversed()
                .stream()
                .filter(step -> step.verb() == VersionVerb.SIGN_OFF)
                .findFirst()
                .filter(step -> step.manifest().equals(dossier.manifest()))
                .isPresent();
        if (!unchanged) {
            throw new Refusal.Conflict("What was signed off is not what is there now, so nothing was stored."
                    + " Send the version back and have it signed again.");
        }
    }

    private void supersedeProduction(LoraVersion successor) {
        series.lock(successor.character());
        versions.lockProduction(successor.character().value()).ifPresent(former -> {
            VersionState before = former.state();
            former.move(VersionVerb.SUPERSEDE);
            record(
                    former,
                    VersionVerb.SUPERSEDE,
                    before,
                    "Replaced by " + successor.fileName(),
                    dossiers.of(former).manifest());
            // The database allows one production version at any moment, so the former one has to step down first.
            versions.flush();
        });
    }

    private void takePart(LoraVersion version, VersionVerb verb, Dossier dossier) {
        Optional<Participant> mine = dossier.participant(actor.get().id());
        if (verb == VersionVerb.SUBMIT) {
            mine.ifPresentOrElse(
                    Participant::submits,
                    () -> participants.save(
                            Participant.submitter(version.getId(), actor.get().id())));
        }
        Part.demandedBy(verb)
                .filter(part -> mine.isEmpty())
                .ifPresent(part -> participants.save(
                        Participant.decider(version.getId(), actor.get().id(), part)));
        participants.flush();
    }

    private void record(
            LoraVersion version,
            VersionVerb verb,
            VersionState before,
            @Nullable String reason,
            ManifestHash manifest) {
        Actor by = actor.get();
        Instant now = clock.instant();
        int position = decisions.countByVersionId(version.getId()) + 1;
        decisions.save(new VersionDecision(version, position, verb, before, by, now, reason, manifest));
        Map<String, String> after = new HashMap<>();
        after.put("state", version.state().word());
        after.put("manifest", manifest.hex());
        if (reason != null) {
            after.put("reason", reason);
        }
        acts.publish(verb.act(), version.subject(), Map.of("state", before.word()), after);
        events.publishEvent(new VersionChanged(version.id(), version.character(), version.state()));
    }

    private static @Nullable String reason(VersionVerb verb, @Nullable String given) {
        if (!verb.needsReason()) {
            return null;
        }
        String reason = Words.trimmed(given);
        if (reason.isEmpty()) {
            throw Refusal.RuleBroken.in(
                    "reason",
                    verb == VersionVerb.REVOKE
                            ? "Say why it is withdrawn: everybody who used it reads this."
                            : "Say what is missing: its makers read this and act on it.");
        }
        if (reason.length() > REASON_LENGTH) {
            throw Refusal.RuleBroken.in("reason", "The reason is longer than " + REASON_LENGTH + " characters.");
        }
        return reason;
    }

    static Refusal.NotFound notFound() {
        return new Refusal.NotFound("There is no such version. The link may be cut off; the Versions tab of the"
                + " character lists them all.");
    }
}
