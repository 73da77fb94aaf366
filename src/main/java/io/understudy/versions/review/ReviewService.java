package io.understudy.versions.review;

import io.understudy.identity.AdminsOnly;
import io.understudy.identity.MembersOnly;
import io.understudy.identity.ReviewersOnly;
import io.understudy.identity.access.TokenGrant;
import io.understudy.identity.accounts.PasswordProof;
import io.understudy.identity.accounts.Reauthentication;
import io.understudy.identity.accounts.TeamService;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.versions.ReviewAction;
import io.understudy.versions.Sentences;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionService;
import io.understudy.versions.VersionState;
import io.understudy.versions.registry.Contributor;
import io.understudy.versions.registry.Contributors;
import io.understudy.versions.registry.LoraVersion;
import io.understudy.versions.registry.LoraVersions;
import io.understudy.versions.registry.ReviewRole;
import io.understudy.versions.registry.VersionNumberRepository;
import io.understudy.versions.review.decisions.ManifestDiff;
import io.understudy.versions.review.decisions.Signature;
import io.understudy.versions.review.decisions.VersionDecision;
import io.understudy.versions.review.decisions.VersionDecisions;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
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
    private final Contributors contributors;
    private final VersionDecisions decisions;
    private final VersionNumberRepository numbers;
    private final ReviewContexts contexts;
    private final DecisionLog log;
    private final VersionRecalls recalls;
    private final ReviewRequestRepository requests;
    private final TeamService team;
    private final Reauthentication passwords;
    private final CurrentActor actor;
    private final Clock clock;

    ReviewService(
            LoraVersions versions,
            Contributors contributors,
            VersionDecisions decisions,
            VersionNumberRepository numbers,
            ReviewContexts contexts,
            DecisionLog log,
            VersionRecalls recalls,
            ReviewRequestRepository requests,
            TeamService team,
            Reauthentication passwords,
            CurrentActor actor,
            Clock clock) {
        this.versions = versions;
        this.contributors = contributors;
        this.decisions = decisions;
        this.numbers = numbers;
        this.contexts = contexts;
        this.log = log;
        this.recalls = recalls;
        this.requests = requests;
        this.team = team;
        this.passwords = passwords;
        this.actor = actor;
        this.clock = clock;
    }

    @MembersOnly
    public void submit(VersionId id, ReviewedRevision seen) {
        decide(id, ReviewAction.SUBMIT, seen, null);
    }

    /**
     * Takes one's own request for review back: the version is again what it was before, and no signature of this round
     * counts. The person stays one of its makers.
     *
     * @throws DomainException.Conflict when it is no longer as seen: someone decided meanwhile
     * @throws DomainException.RuleViolation when someone else asked
     */
    @MembersOnly
    public void withdraw(VersionId id, ReviewedRevision seen) {
        decide(id, ReviewAction.WITHDRAW, seen, null);
    }

    /**
     * Vouches for its quality. The version moves on when as many have signed as the team's rules ask for.
     *
     * @throws DomainException.Conflict when it is no longer as seen; nothing is stored then
     * @throws DomainException.RuleViolation when the person made any part of it, has signed already, or an item is open
     */
    @ReviewersOnly
    public void signOff(VersionId id, ReviewedRevision seen) {
        decide(id, ReviewAction.SIGN_OFF, seen, null);
    }

    /**
     * Says that one's own sign-off still holds, over what has changed since.
     *
     * @throws DomainException.RuleViolation when nothing has changed, or the signature is an approval: that takes the password
     */
    @ReviewersOnly
    public void renew(VersionId id, ReviewedRevision seen) {
        ReviewContext context = decide(id, ReviewAction.RENEW, seen, null);
        // One person may have signed it off and approved it, where the rules let them: both are given again.
        if (!context.signatures().all().stream()
                .filter(signature -> signature.account().equals(me()))
                .allMatch(Signature::isSignOff)) {
            throw DomainException.RuleViolation.in("password", "An approval is given again with the password.");
        }
    }

    /** As {@link #renew(VersionId, Seen)}, for an approval, too. */
    @AdminsOnly
    public void renew(VersionId id, ReviewedRevision seen, PasswordProof proof) {
        passwords.require(proof);
        decide(id, ReviewAction.RENEW, seen, null);
    }

    @ReviewersOnly
    public void sendBack(VersionId id, ReviewedRevision seen, String reason) {
        decide(id, ReviewAction.SEND_BACK, seen, reason);
    }

    /**
     * Makes it the character's production version for its target model; the one that was, is superseded.
     *
     * @throws DomainException.Conflict when it is no longer as seen; nothing is stored then
     * @throws DomainException.RuleViolation when the person made any part of it or, unless the rules allow it, signed it off; when
     *     sign-offs are missing or stale; when the password was typed too long ago
     */
    @AdminsOnly
    public void approve(VersionId id, ReviewedRevision seen, PasswordProof proof) {
        passwords.require(proof);
        decide(id, ReviewAction.APPROVE, seen, null);
    }

    @AdminsOnly
    public void revoke(VersionId id, ReviewedRevision seen, String reason, PasswordProof proof) {
        passwords.require(proof);
        decide(id, ReviewAction.REVOKE, seen, reason);
    }

    private ReviewContext decide(
            VersionId id, ReviewAction action, ReviewedRevision seen, @Nullable String givenReason) {
        requirePerson(action);
        LoraVersion version = versions.lock(id.value()).orElseThrow(VersionService::notFound);
        ReviewContext context = contexts.of(version);
        requireAsSeen(context, seen);
        VersionState before = version.state();
        if (action.from(before).isEmpty()) {
            version.move(action);
        }
        List<String> obstacles = context.obstacles(action, team.me(), team.active());
        if (!obstacles.isEmpty()) {
            throw new DomainException.RuleViolation(String.join(" ", obstacles));
        }
        String reason = reason(action, givenReason);
        if (action == ReviewAction.APPROVE) {
            supersedeProduction(version);
        }
        ReviewRole role = takePart(action, context);
        VersionState after = after(action, context);
        UUID decision = log.record(context, action, after, role, reason);
        switch (action) {
            case SIGN_OFF -> version.sign(context.nextSignOffIsEnough());
            case APPROVE -> version.approve(decision);
            case WITHDRAW -> version.withdraw(after);
            case SUBMIT, SEND_BACK, RENEW, SUPERSEDE, REVOKE -> version.move(action);
        }
        if (action == ReviewAction.SUBMIT) {
            version.askedFor(actor.get().name(), clock.instant());
        }
        settleRequests(version);
        if (action == ReviewAction.REVOKE && reason != null) {
            recalls.recall(version, "It was revoked: " + reason);
        }
        contexts.of(version).noteStaleSignatures(clock.instant());
        return context;
    }

    /** What others rely on is the word of a person: the token of one is not enough, whatever it opens. */
    private static void requirePerson(ReviewAction action) {
        if ((action.isSignature() || action.needsPassword())
                && TokenGrant.current().isPresent()) {
            throw new AccessDeniedException("No program " + action.presentTense());
        }
    }

    private static VersionState after(ReviewAction action, ReviewContext context) {
        VersionState before = context.version().state();
        VersionState usual = action.from(before).orElse(before);
        VersionDecision request = context.request();
        return switch (action) {
            case SIGN_OFF -> context.nextSignOffIsEnough() ? usual : before;
            case WITHDRAW -> request == null ? usual : request.from();
            default -> usual;
        };
    }

    private void settleRequests(LoraVersion version) {
        requests.answered(version.id(), me());
        ReviewRequestService.next(version.state())
                .ifPresentOrElse(
                        action -> requests.keepOnly(version.id(), action), () -> requests.forget(version.id()));
    }

    private void requireAsSeen(ReviewContext context, ReviewedRevision seen) {
        LoraVersion version = context.version();
        if (seen.state() != version.state()) {
            String last = decisions.findByVersionIdOrderByPosition(version.getId()).reversed().stream()
                    .map(VersionDecision::details)
                    .findFirst()
                    .map(step -> " (" + step.by() + " " + step.action().pastTense() + ")")
                    .orElse("");
            throw new DomainException.Conflict(
                    "%s is now “%s”%s, so nothing was saved. Check its current state, then decide."
                            .formatted(version.fileName(), version.state().word(), last));
        }
        if (!seen.manifest().equals(context.hash())) {
            List<String> changed = ManifestDiff.between(seen.text(), context.manifest(), context.titles()).stream()
                    .map(change -> "“" + change.part() + "”")
                    .toList();
            throw new DomainException.Conflict(
                    "%s changed while you were looking, so nothing was saved. Check what is there now, then decide."
                            .formatted(changed.isEmpty() ? "What you saw" : Sentences.list(changed)));
        }
    }

    private void supersedeProduction(LoraVersion successor) {
        numbers.lock(successor.character());
        versions.lockProduction(
                        successor.character().value(), successor.baseModel().label())
                .ifPresent(former -> {
                    log.record(
                            contexts.of(former),
                            ReviewAction.SUPERSEDE,
                            VersionState.SUPERSEDED,
                            null,
                            "Replaced by " + successor.fileName());
                    former.move(ReviewAction.SUPERSEDE);
                    // The database allows one production version at any moment, so the former one steps down first.
                    versions.flush();
                });
    }

    private @Nullable ReviewRole takePart(ReviewAction action, ReviewContext context) {
        UUID version = context.version().getId();
        Contributor mine = context.contributor(me()).orElse(null);
        if (action == ReviewAction.SUBMIT) {
            if (mine == null) {
                contributors.save(Contributor.submitter(version, me(), clock.instant()));
            } else {
                mine.submits(clock.instant());
            }
        }
        ReviewRole role =
                ReviewRole.demandedBy(action, mine == null ? null : mine.part()).orElse(null);
        if (role != null && mine == null) {
            contributors.save(Contributor.decider(version, me(), role));
        }
        contributors.flush();
        return role;
    }

    private UUID me() {
        return actor.get().id();
    }

    private static @Nullable String reason(ReviewAction action, @Nullable String given) {
        if (!action.needsReason()) {
            return null;
        }
        String reason = Sentences.trimmed(given);
        if (reason.isEmpty()) {
            throw DomainException.RuleViolation.in(
                    "reason",
                    action == ReviewAction.REVOKE
                            ? "Say why it is withdrawn: everyone who used it reads this."
                            : "Say what is missing: its makers read this and act on it.");
        }
        if (reason.length() > REASON_LENGTH) {
            throw DomainException.RuleViolation.in(
                    "reason", "The reason is longer than " + REASON_LENGTH + " characters.");
        }
        return reason;
    }
}
