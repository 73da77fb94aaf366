package io.understudy.versions.review;

import io.understudy.datasets.SnapshotRecall;
import io.understudy.datasets.consent.WithdrawnPhoto;
import io.understudy.identity.Person;
import io.understudy.identity.Role;
import io.understudy.versions.ReviewAction;
import io.understudy.versions.Sentences;
import io.understudy.versions.VersionState;
import io.understudy.versions.checklist.ChecklistItem;
import io.understudy.versions.checklist.ChecklistTick;
import io.understudy.versions.registry.Contributor;
import io.understudy.versions.registry.LoraVersion;
import io.understudy.versions.registry.ReviewRole;
import io.understudy.versions.review.decisions.LinkMakers;
import io.understudy.versions.review.decisions.ManifestHash;
import io.understudy.versions.review.decisions.Signature;
import io.understudy.versions.review.decisions.Signatures;
import io.understudy.versions.review.decisions.VersionDecision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;

/**
 * A version with all that a decision about it rests on. Says what stands between a person and a verb: the
 * service refuses with the same words that the screen shows.
 *
 * @param staleItems why the evidence of an item is not what it was at the tick, by the item's key
 * @param request the last request for review, or null before the first
 * @param withdrawn photos of its snapshot that may no longer be used
 * @param recall of the whole snapshot, or null
 * @param manifest canonical text of all that a decision rests on
 * @param hash of the manifest
 * @param links who could have acted as whom; read when first asked for
 * @param trail where its decisions or makers are not what the audit trail says, in sentences
 * @param uncertain why it is not known whether other rows of the trail hide a maker or a decision
 */
public record ReviewContext(
        LoraVersion version,
        List<ChecklistItem> items,
        List<ChecklistTick> ticks,
        Map<String, String> staleItems,
        List<Contributor> contributors,
        Signatures signatures,
        @Nullable VersionDecision request,
        ReviewRules rules,
        List<WithdrawnPhoto> withdrawn,
        @Nullable SnapshotRecall recall,
        String manifest,
        ManifestHash hash,
        SingletonSupplier<LinkMakers> links,
        SingletonSupplier<List<String>> trail,
        SingletonSupplier<Optional<String>> uncertain) {
    private static final int NAMES_SHOWN = 3;

    void noteStaleSignatures(Instant now) {
        version.signaturesAreStale(signatures.stale().isEmpty() ? null : hash.hex(), now);
    }

    /** Where its decisions or makers are not what the audit trail says, in sentences; read when first asked for. */
    public List<String> contradictions() {
        return trail.obtain();
    }

    static @Nullable VersionDecision lastRequest(List<VersionDecision> history) {
        return history.reversed().stream()
                .filter(step -> step.verb() == ReviewAction.SUBMIT)
                .findFirst()
                .orElse(null);
    }

    private boolean asked(UUID account) {
        return request != null && request.account().equals(account);
    }

    /** Of the checklist's items by their keys. */
    public Map<String, String> titles() {
        return items.stream().collect(Collectors.toMap(ChecklistItem::key, ChecklistItem::title));
    }

    public List<ChecklistItem> openItems() {
        Set<String> ticked = ticks.stream()
                .filter(ChecklistTick::stands)
                .map(ChecklistTick::item)
                .collect(Collectors.toSet());
        return items.stream().filter(item -> !ticked.contains(item.key())).toList();
    }

    public Optional<Contributor> contributor(UUID account) {
        return contributors.stream()
                .filter(one -> one.account().equals(account))
                .findFirst();
    }

    public List<ReviewAction> availableTo(Person person) {
        return ReviewAction.availableIn(version.state()).stream()
                .filter(action -> isCalledFor(action, person.id().value()))
                .toList();
    }

    private boolean isCalledFor(ReviewAction action, UUID account) {
        return switch (action) {
            case RENEW -> !signatures.staleBy(account).isEmpty();
            case SIGN_OFF ->
                signatures.by(account).isEmpty()
                        && (version.state() != VersionState.SIGNED_OFF || missingSignOffs() > 0);
            case WITHDRAW -> asked(account);
            case SUBMIT, SEND_BACK, APPROVE, SUPERSEDE, REVOKE -> true;
        };
    }

    /**
     * The signatures that people look for and that this state does not offer to this person, each with the reason:
     * first what has to happen before, then what would stand in their way all the same.
     */
    public List<AvailableAction> unavailableTo(Person person) {
        List<ReviewAction> offered = availableTo(person);
        return Stream.of(ReviewAction.SIGN_OFF, ReviewAction.APPROVE)
                .filter(action -> !offered.contains(action))
                .map(action -> new AvailableAction(action, List.of(whyNotNow(action, person))))
                .toList();
    }

    private String whyNotNow(ReviewAction action, Person person) {
        return switch (version.state()) {
            case DRAFT -> "Review has not been requested yet.";
            case CHANGES_REQUESTED -> "It was sent back: a maker answers and asks again first.";
            case IN_REVIEW, SIGNED_OFF -> {
                if (action == ReviewAction.APPROVE) {
                    yield "It has to be signed off first" + missingInWords();
                }
                yield signatures.by(person.id().value()).isPresent()
                        ? "You have signed it" + missingInWords()
                        : "As many have signed it off as the team's rules ask for; an admin approves it.";
            }
            case APPROVED -> "It is in production already.";
            case SUPERSEDED -> "Another version took its place; a superseded one does not come back.";
            case REVOKED -> "It was revoked, which is final.";
        };
    }

    /**
     * Why this person may not do it, in sentences; empty when they may. Whether the state allows it is not asked here.
     */
    public List<String> obstacles(ReviewAction action, Person person, List<Person> team) {
        List<String> obstacles = new ArrayList<>();
        UUID account = person.id().value();
        if (!action.mayBeDoneBy(person.role())) {
            action.role()
                    .ifPresent(role -> obstacles.add("Only %s %s; your role is %s."
                            .formatted(
                                    withArticle(role),
                                    action.presentTense(),
                                    person.role().label())));
        }
        contributor(account)
                .filter(mine -> isInTheWay(mine, action))
                .ifPresent(mine -> obstacles.add("You %s, so someone else %s%s"
                        .formatted(mine.deeds(version), action.presentTense(), whoElse(action, person, team))));
        if (action.isSignature()) {
            oneHand(action, person, team).ifPresent(obstacles::add);
            whyUntrusted().ifPresent(obstacles::add);
            if (version.state() != VersionState.APPROVED) {
                uncertain.obtain().ifPresent(obstacles::add);
            }
            addOpenItems(obstacles);
            items.stream()
                    .filter(item -> staleItems.containsKey(item.key()))
                    .forEach(item -> obstacles.add(
                            "“%s” has to be confirmed: %s.".formatted(item.title(), staleItems.get(item.key()))));
        }
        if (!withdrawn.isEmpty() && !endsTheReview(action)) {
            obstacles.add("%s may no longer be used: %s. An admin revokes the version, or reinstates the photos."
                    .formatted(
                            withdrawn.size() == 1
                                    ? "A photo it was trained on"
                                    : withdrawn.size() + " photos it was trained on",
                            withdrawnNames()));
        }
        if (recall != null && !endsTheReview(action)) {
            obstacles.add("%s An admin revokes the version, or lifts the recall.".formatted(recallInWords(recall)));
        }
        switch (action) {
            case SIGN_OFF -> addOwnSignature(obstacles, account);
            case RENEW -> addNothingToRenew(obstacles, account);
            case APPROVE -> addMissingSignOffs(obstacles, person, team);
            case WITHDRAW -> addSomeoneElseAsked(obstacles, account);
            case SUBMIT, SEND_BACK, SUPERSEDE, REVOKE -> {
                // Nothing but role and part stands in their way.
            }
        }
        return obstacles;
    }

    private static boolean endsTheReview(ReviewAction action) {
        return action == ReviewAction.SEND_BACK || action == ReviewAction.WITHDRAW || action == ReviewAction.REVOKE;
    }

    private void addSomeoneElseAsked(List<String> obstacles, UUID account) {
        if (!asked(account)) {
            obstacles.add(
                    request == null
                            ? "Review has not been requested."
                            : "%s asked for this review, so only they withdraw the request."
                                    .formatted(request.details().by()));
        }
    }

    private static String recallInWords(SnapshotRecall recall) {
        return "The dataset it was trained on was recalled by %s: %s"
                .formatted(recall.by(), Sentences.sentence(recall.reason()));
    }

    /** Why nothing may rest on its decisions; empty while the audit trail says the same. */
    public Optional<String> whyUntrusted() {
        List<String> contradictions = contradictions();
        return contradictions.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "Its decisions contradict the audit trail. %s An admin restores the database from a backup, or revokes the version."
                                .formatted(String.join(" ", contradictions)));
    }

    /** Why the file may not be handed out although its state allows it; empty when it may. */
    public Optional<String> whyWithheld() {
        if (recall != null) {
            return Optional.of(recallInWords(recall));
        }
        return withdrawn.isEmpty()
                ? Optional.empty()
                : Optional.of("Photos it was trained on may no longer be used (" + withdrawnNames() + ").");
    }

    String withdrawnNames() {
        List<String> names = withdrawn.stream()
                .map(WithdrawnPhoto::fileName)
                .limit(NAMES_SHOWN)
                .toList();
        return String.join(", ", names) + (withdrawn.size() > NAMES_SHOWN ? " and others" : "");
    }

    private void addOpenItems(List<String> obstacles) {
        List<ChecklistItem> open = openItems();
        if (!open.isEmpty()) {
            String titles =
                    Sentences.list(open.stream().map(ChecklistItem::title).toList());
            obstacles.add("%d of %d checklist items %s open%s."
                    .formatted(
                            open.size(),
                            items.size(),
                            open.size() == 1 ? "is" : "are",
                            open.size() > NAMES_SHOWN ? "" : ": " + titles));
        }
    }

    private void addOwnSignature(List<String> obstacles, UUID account) {
        signatures
                .by(account)
                .ifPresent(mine -> obstacles.add(
                        mine.stale()
                                ? "Your signature is there, but rests on something that has changed: sign again."
                                : "You have signed it off already%s".formatted(missingInWords())));
    }

    private String missingInWords() {
        int missing = missingSignOffs();
        return missing == 0
                ? "."
                : "; %d more %s by others %s missing."
                        .formatted(missing, missing == 1 ? "sign-off" : "sign-offs", missing == 1 ? "is" : "are");
    }

    private void addNothingToRenew(List<String> obstacles, UUID account) {
        if (signatures.staleBy(account).isEmpty()) {
            obstacles.add("No signature of yours rests on anything that has changed.");
        }
    }

    private void addMissingSignOffs(List<String> obstacles, Person person, List<Person> team) {
        List<String> stale = signatures.stale().stream()
                .filter(Signature::isSignOff)
                .map(Signature::by)
                .toList();
        if (!stale.isEmpty()) {
            obstacles.add("What %s signed off is not what is there now: %s again, or the version is sent back."
                    .formatted(Sentences.list(stale), stale.size() == 1 ? stale.getFirst() + " signs" : "they sign"));
        }
        int missing = missingSignOffs() - stale.size();
        if (missing > 0) {
            obstacles.add("%d of %d sign-offs %s missing%s"
                    .formatted(
                            missing,
                            rules.signOffs(),
                            missing == 1 ? "is" : "are",
                            whoElse(ReviewAction.SIGN_OFF, person, team)));
        }
    }

    private int missingSignOffs() {
        return Math.max(0, rules.signOffs() - signatures.standingSignOffs());
    }

    boolean nextSignOffIsEnough() {
        return missingSignOffs() <= 1;
    }

    boolean roleAllows(ReviewAction action, UUID account) {
        return contributor(account).filter(mine -> isInTheWay(mine, action)).isEmpty();
    }

    /**
     * One person, one part: the person who decides must not have made it, signed it or, for a maker's step, decided
     * it.
     */
    private boolean isInTheWay(Contributor mine, ReviewAction action) {
        return switch (action) {
            case SIGN_OFF -> mine.part() != ReviewRole.SIGNER;
            case APPROVE -> mine.part() != ReviewRole.SIGNER || rules.approverDiffers();
            case SUBMIT -> !mine.isMaker();
            case RENEW -> mine.isMaker();
            case WITHDRAW, SEND_BACK, SUPERSEDE, REVOKE -> false;
        };
    }

    /**
     * Why one person could be behind this account and that of a maker or another signer: who makes a link for a new
     * password could have opened it. Empty when no link ties them.
     */
    private Optional<String> oneHand(ReviewAction action, Person person, List<Person> team) {
        Stream<Optional<String>> makers = contributors.stream()
                .filter(Contributor::isMaker)
                .map(maker -> tie(
                        person,
                        maker.account(),
                        links.obtain().everBehind(maker.account()),
                        "who made part of this version",
                        team));
        Stream<Optional<String>> signers = signatures.all().stream()
                .filter(other -> hasToDiffer(action, person.id().value(), other))
                .map(other -> tie(
                        person,
                        other.account(),
                        links.obtain().behind(other.account(), other.at()).stream()
                                .collect(Collectors.toSet()),
                        other.isSignOff() ? "who signed it off" : "who approved it",
                        team));
        return Stream.concat(makers, signers).flatMap(Optional::stream).findFirst();
    }

    private boolean hasToDiffer(ReviewAction action, UUID account, Signature other) {
        boolean signsOff = action == ReviewAction.SIGN_OFF
                || (action == ReviewAction.RENEW
                        && signatures.by(account).filter(Signature::isSignOff).isPresent());
        return rules.approverDiffers() || (signsOff && other.isSignOff());
    }

    /** @param behind who made links for the other person's passwords */
    private static Optional<String> tie(Person person, UUID other, Set<UUID> behind, String part, List<Person> team) {
        UUID account = person.id().value();
        UUID maker = person.passwordLinkBy();
        if (other.equals(account)) {
            return Optional.empty();
        }
        String name = team.stream()
                .filter(one -> one.id().value().equals(other))
                .map(Person::name)
                .findFirst()
                .orElse("a person");
        if (other.equals(maker)) {
            return Optional.of(
                    ("Your password was chosen by a link from %s, %s. Ask another admin to confirm your account"
                                    + " on the Team page first.")
                            .formatted(name, part));
        }
        if (behind.contains(account)) {
            return Optional.of(
                    ("You created a link by which %s, %s, chose a password. Ask another admin to confirm that"
                                    + " account on the Team page first.")
                            .formatted(name, part));
        }
        return maker != null && behind.contains(maker)
                ? Optional.of(
                        ("Your password and that of %s, %s, were chosen by links from the same person. Ask another"
                                        + " admin to confirm your account on the Team page first.")
                                .formatted(name, part))
                : Optional.empty();
    }

    private String whoElse(ReviewAction action, Person person, List<Person> team) {
        List<String> others = team.stream()
                .filter(other -> !other.id().equals(person.id()))
                .filter(other -> couldStill(action, other))
                .map(Person::name)
                .toList();
        if (others.isEmpty()) {
            return action.role()
                    .map(role -> ". Nobody else in the team can: an admin invites another "
                            + role.label().toLowerCase(Locale.ROOT) + " on the Team page.")
                    .orElse(".");
        }
        String names = Sentences.list(others.stream().limit(NAMES_SHOWN).toList());
        return ": %s can.".formatted(others.size() > NAMES_SHOWN ? names + " or others" : names);
    }

    boolean couldStill(ReviewAction action, Person other) {
        return action.mayBeDoneBy(other.role())
                && isFreeFor(action, other.id().value())
                && !(action.isSignature() && oneHand(action, other, List.of()).isPresent());
    }

    /** As {@link #couldStill}, of an account that has the role and a password of its own. */
    boolean isFreeFor(ReviewAction action, UUID account) {
        return roleAllows(action, account)
                && (action != ReviewAction.SIGN_OFF || signatures.by(account).isEmpty());
    }

    private static String withArticle(Role role) {
        String word = role.label().toLowerCase(Locale.ROOT);
        return (role == Role.ADMIN ? "an " : "a ") + word;
    }
}
