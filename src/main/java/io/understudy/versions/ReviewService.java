package io.understudy.versions;

import io.understudy.people.AdminsOnly;
import io.understudy.people.MembersOnly;
import io.understudy.people.PasswordProof;
import io.understudy.people.Reauthentication;
import io.understudy.people.ReviewersOnly;
import io.understudy.people.TeamService;
import io.understudy.shared.CurrentActor;
import io.understudy.shared.Refusal;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The steps of a version on its way to production. Each holds the version's row: of two that come at the same moment
 * one wins, and the other is notified. Each is bound to what its author saw.
 */
@Service
@Transactional
public class ReviewService {
    private static final int REASON_LENGTH = 2000;

    private final LoraVersions versions;
    private final Participants participants;
    private final VersionDecisions decisions;
    private final VersionSeries series;
    private final Dossiers dossiers;
    private final DecisionLog log;
    private final Recalls recalls;
    private final ReviewRequests requests;
    private final TeamService team;
    private final Reauthentication passwords;
    private final CurrentActor actor;
    private final Clock clock;

    ReviewService(
            LoraVersions versions,
            Participants participants,
            VersionDecisions decisions,
            VersionSeries series,
            Dossiers dossiers,
            DecisionLog log,
            Recalls recalls,
            ReviewRequests requests,
            TeamService team,
            Reauthentication passwords,
            CurrentActor actor,
            Clock clock) {
        this.versions = versions;
        this.participants = participants;
        this.decisions = decisions;
        this.series = series;
        this.dossiers = dossiers;
        this.log = log;
        this.recalls = recalls;
        this.requests = requests;
        this.team = team;
        this.passwords = passwords;
        this.actor = actor;
        this.clock = clock;
    }

    @MembersOnly
    public void submit(VersionId id, Seen seen) {
        decide(id, VersionVerb.SUBMIT, seen, null);
    }

    /**
     * Takes one's own request for review back: the version is again what it was before, and no signature of this round
     * counts. The person stays one of its makers.
     *
     * @throws Refusal.Conflict when it is no longer as seen: someone decided meanwhile
     * @throws Refusal.RuleBroken when someone else asked
     */
    @MembersOnly
    public void withdraw(VersionId id, Seen seen) {
        decide(id, VersionVerb.WITHDRAW, seen, null);
    }

    /**
     * Vouches for its quality. The version moves on when as many have signed as the team's rules ask for.
     *
     * @throws Refusal.Conflict when it is no longer as seen; nothing is stored then
     * @throws Refusal.RuleBroken when the person made any part of it, has signed already, or an item is open
     */
    @ReviewersOnly
    public void signOff(VersionId id, Seen seen) {
        decide(id, VersionVerb.SIGN_OFF, seen, null);
    }

    /**
     * Says that one's own sign-off still holds, over what has changed since.
     *
     * @throws Refusal.RuleBroken when nothing has changed, or the signature is an approval: that takes the password
     */
    @ReviewersOnly
    public void renew(VersionId id, Seen seen) {
        Dossier dossier = decide(id, VersionVerb.RENEW, seen, null);
        if (dossier.signatures().by(me()).filter(Signature::isSignOff).isEmpty()) {
            throw Refusal.RuleBroken.in("password", "An approval is given again with the password.");
        }
    }

    /** As {@link #renew(VersionId, Seen)}, for an approval, too. */
    @AdminsOnly
    public void renew(VersionId id, Seen seen, PasswordProof proof) {
        passwords.require(proof);
        decide(id, VersionVerb.RENEW, seen, null);
    }

    @ReviewersOnly
    public void sendBack(VersionId id, Seen seen, String reason) {
        decide(id, VersionVerb.SEND_BACK, seen, reason);
    }

    /**
     * Makes it the character's production version for its target model; the one that was, is superseded.
     *
     * @throws Refusal.Conflict when it is no longer as seen; nothing is stored then
     * @throws Refusal.RuleBroken when the person made any part of it or, unless the rules allow it, signed it off; when
     *     sign-offs are missing or stale; when the password was typed too long ago
     */
    @AdminsOnly
    public void approve(VersionId id, Seen seen, PasswordProof proof) {
        passwords.require(proof);
        decide(id, VersionVerb.APPROVE, seen, null);
    }

    @AdminsOnly
    public void revoke(VersionId id, Seen seen, String reason, PasswordProof proof) {
        passwords.require(proof);
        decide(id, VersionVerb.REVOKE, seen, reason);
    }

    private Dossier decide(VersionId id, VersionVerb verb, Seen seen, @Nullable String givenReason) {
        LoraVersion version = versions.lock(id.value()).orElseThrow(VersionService::notFound);
        Dossier dossier = dossiers.of(version);
        requireAsSeen(dossier, seen);
        VersionState before = version.state();
        if (verb.from(before).isEmpty()) {
            version.move(verb);
        }
        List<String> obstacles = dossier.obstacles(verb, team.me(), team.active());
        if (!obstacles.isEmpty()) {
            throw new Refusal.RuleBroken(String.join(" ", obstacles));
        }
        String reason = reason(verb, givenReason);
        if (verb == VersionVerb.APPROVE) {
            supersedeProduction(version);
        }
        Part part = takePart(verb, dossier);
        VersionState after = after(verb, dossier);
        UUID decision = log.record(dossier, verb, after, part, reason);
        switch (verb) {
            case SIGN_OFF -> version.sign(dossier.nextSignOffIsEnough());
            case APPROVE -> version.approve(decision);
            case WITHDRAW -> version.withdraw(after);
            case SUBMIT, SEND_BACK, RENEW, SUPERSEDE, REVOKE -> version.move(verb);
        }
        if (verb == VersionVerb.SUBMIT) {
            version.askedFor(actor.get().name(), clock.instant());
        }
        settleRequests(version);
        if (verb == VersionVerb.REVOKE && reason != null) {
            recalls.recall(version, "It was revoked: " + reason);
        }
        version.signaturesAreStale(!dossiers.of(version).signatures().stale().isEmpty(), clock.instant());
        return dossier;
    }

    private static VersionState after(VersionVerb verb, Dossier dossier) {
        VersionState before = dossier.version().state();
        VersionState usual = verb.from(before).orElse(before);
        VersionDecision request = dossier.request();
        return switch (verb) {
            case SIGN_OFF -> dossier.nextSignOffIsEnough() ? usual : before;
            case WITHDRAW -> request == null ? usual : request.from();
            default -> usual;
        };
    }

    private void settleRequests(LoraVersion version) {
        requests.answered(version.id(), me());
        ReviewRequestService.next(version.state())
                .ifPresentOrElse(verb -> requests.keepOnly(version.id(), verb), () -> requests.forget(version.id()));
    }

    private void requireAsSeen(Dossier dossier, Seen seen) {
        LoraVersion version = dossier.version();
        if (seen.state() != version.state()) {
            String last = decisions.findByVersionIdOrderByPosition(version.getId()).reversed().stream()
                    .map(VersionDecision::details)
                    .findFirst()
                    .map(step -> " (" + step.by() + " " + step.verb().pastTense() + ")")
                    .orElse("");
            throw new Refusal.Conflict("%s is now “%s”%s, so nothing was saved. Check its current state, then decide."
                    .formatted(version.fileName(), version.state().word(), last));
        }
        if (!seen.manifest().equals(dossier.hash())) {
            throw new Refusal.Conflict("The checklist or its evidence changed while you were looking, so nothing was"
                    + " saved. Check what is there now, then decide.");
        }
    }

    private void supersedeProduction(LoraVersion successor) {
        series.lock(successor.character());
        versions.lockProduction(
                        successor.character().value(), successor.baseModel().label())
                .ifPresent(former -> {
                    log.record(
                            dossiers.of(former),
                            VersionVerb.SUPERSEDE,
                            VersionState.SUPERSEDED,
                            null,
                            "Replaced by " + successor.fileName());
                    former.move(VersionVerb.SUPERSEDE);
                    // The database allows one production version at any moment, so the former one steps down first.
                    versions.flush();
                });
    }

    private @Nullable Part takePart(VersionVerb verb, Dossier dossier) {
        UUID version = dossier.version().getId();
        Participant mine = dossier.participant(me()).orElse(null);
        if (verb == VersionVerb.SUBMIT) {
            if (mine == null) {
                participants.save(Participant.submitter(version, me()));
            } else {
                mine.submits();
            }
        }
        Part part = Part.demandedBy(verb, mine == null ? null : mine.part()).orElse(null);
        if (part != null && mine == null) {
            participants.save(Participant.decider(version, me(), part));
        }
        participants.flush();
        return part;
    }

    private UUID me() {
        return actor.get().id();
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
                            ? "Say why it is withdrawn: everyone who used it reads this."
                            : "Say what is missing: its makers read this and act on it.");
        }
        if (reason.length() > REASON_LENGTH) {
            throw Refusal.RuleBroken.in("reason", "The reason is longer than " + REASON_LENGTH + " characters.");
        }
        return reason;
    }
}
