package io.understudy.versions.review;

import io.understudy.collaboration.comments.CommentService;
import io.understudy.collaboration.inbox.InboxService;
import io.understudy.collaboration.inbox.Notice;
import io.understudy.collaboration.inbox.NoticeKind;
import io.understudy.identity.AccountId;
import io.understudy.identity.Role;
import io.understudy.identity.accounts.TeamService;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.Wording;
import io.understudy.versions.ReviewAction;
import io.understudy.versions.Sentences;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionState;
import io.understudy.versions.checklist.VersionComments;
import io.understudy.versions.recalls.DownloadRepository;
import io.understudy.versions.recalls.FileRecalled;
import io.understudy.versions.recalls.VersionRecallChanged;
import io.understudy.versions.registry.Contributor;
import io.understudy.versions.registry.LoraVersions;
import io.understudy.versions.registry.VersionPeopleRepository;
import io.understudy.versions.review.decisions.Signature;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Puts every event of a review into the inboxes of the people it concerns: once each, and never of the person who acts.
 */
@Component
public class VersionNotices {
    private static final String WAITS_FOR_SIGN_OFF = "waits for your sign-off";
    private static final String WAITS_FOR_APPROVAL = "waits for your approval";
    private static final String WAITS_FOR_RENEWAL = "needs your signature again";

    private final InboxService inbox;
    private final LoraVersions versions;
    private final ReviewContexts contexts;
    private final DownloadRepository downloads;
    private final VersionPeopleRepository people;
    private final CommentService comments;
    private final TeamService team;
    private final CurrentActor actor;

    VersionNotices(
            InboxService inbox,
            LoraVersions versions,
            ReviewContexts contexts,
            DownloadRepository downloads,
            VersionPeopleRepository people,
            CommentService comments,
            TeamService team,
            CurrentActor actor) {
        this.inbox = inbox;
        this.versions = versions;
        this.contexts = contexts;
        this.downloads = downloads;
        this.people = people;
        this.comments = comments;
        this.team = team;
        this.actor = actor;
    }

    @EventListener
    void asked(ReviewRequested asked) {
        if (!asked.person().value().equals(asked.by().id())) {
            String what = asked.action() == ReviewAction.SIGN_OFF ? WAITS_FOR_SIGN_OFF : WAITS_FOR_APPROVAL;
            inbox.sendLatest(
                    asked.person(),
                    notice(
                            NoticeKind.REQUEST,
                            asked.name(),
                            what,
                            asked.by().name() + " asks you.",
                            VersionRoutes.of(asked.version())));
        }
    }

    @EventListener
    void decided(VersionDecided decided) {
        Telling telling = new Telling(decided.version());
        List<AccountId> waited = settled(decided, telling);
        String by = "By " + decided.by().name() + (decided.reason() == null ? "." : ": " + decided.reason());
        switch (decided.action()) {
            case SUBMIT -> {
                telling.tell(telling.whoCould(ReviewAction.SIGN_OFF), NoticeKind.REQUEST, WAITS_FOR_SIGN_OFF, by);
                telling.tellAll(waited, "is in review", by);
            }
            case WITHDRAW -> telling.tellAll(waited, "was withdrawn from review", by);
            case SIGN_OFF -> {
                boolean enough = decided.after() == VersionState.SIGNED_OFF;
                if (decided.before() != decided.after()) {
                    telling.tell(telling.whoCould(ReviewAction.APPROVE), NoticeKind.REQUEST, WAITS_FOR_APPROVAL, by);
                }
                telling.tell(
                        telling.makers(),
                        enough ? NoticeKind.DONE : NoticeKind.NEWS,
                        "was signed off",
                        enough ? by : by + " Further sign-offs are needed.");
                telling.tellAll(waited, "was signed off", by);
            }
            case RENEW -> {
                telling.tell(telling.makers(), NoticeKind.NEWS, "was signed again", by);
                if (decided.after() == VersionState.SIGNED_OFF) {
                    telling.tell(telling.whoCould(ReviewAction.APPROVE), NoticeKind.NEWS, "was signed again", by);
                }
                telling.tellAll(waited, "was signed again", by);
            }
            case SEND_BACK -> {
                telling.tell(telling.makers(), NoticeKind.REQUEST, "was sent back to you", by);
                telling.tellAll(waited, "was sent back", by);
            }
            case APPROVE -> {
                telling.tell(telling.makers(), NoticeKind.DONE, "is in production", by);
                telling.tellAll(waited, "is in production", by);
            }
            case SUPERSEDE -> telling.tellAll(waited, "is no longer in production", by);
            case REVOKE -> {
                // Those who took the file are notified by its recall, with this reason.
                telling.leaveOut(downloads.notNotified(decided.version()));
                telling.tellAll(waited, "was revoked", by);
            }
        }
    }

    private List<AccountId> settled(VersionDecided decided, Telling telling) {
        if (decided.before() != decided.after()) {
            return inbox.settle(telling.path);
        }
        AccountId me = new AccountId(decided.by().id());
        for (String what : List.of(WAITS_FOR_SIGN_OFF, WAITS_FOR_RENEWAL)) {
            inbox.settle(me, telling.notice(NoticeKind.REQUEST, what, ""));
        }
        return List.of();
    }

    @EventListener
    void checked(SignaturesChecked checked) {
        Telling telling = new Telling(checked.version());
        for (Signature signature : checked.signatures()) {
            AccountId signer = new AccountId(signature.account());
            Notice again = telling.notice(NoticeKind.REQUEST, WAITS_FOR_RENEWAL, reason(signature));
            if (!signature.stale()) {
                inbox.settle(signer, again);
            } else if (telling.concerns(signer)) {
                inbox.sendLatest(signer, again);
            }
        }
        if (checked.wentStale()) {
            telling.leaveOut(checked.signatures().stream()
                    .filter(Signature::stale)
                    .map(Signature::account)
                    .toList());
            String reasons = checked.signatures().stream()
                    .filter(Signature::stale)
                    .map(signature -> signature.by() + " signed. " + reason(signature))
                    .collect(Collectors.joining(" "));
            telling.tell(telling.makers(), NoticeKind.NEWS, "has a stale signature", reasons);
            if (telling.state() == VersionState.SIGNED_OFF) {
                telling.tell(telling.whoCould(ReviewAction.APPROVE), NoticeKind.NEWS, "has a stale signature", reasons);
            }
        }
    }

    private static String reason(Signature signature) {
        return signature.changes().stream()
                .map(change -> change.part() + ": " + Sentences.sentence(change.words()))
                .collect(Collectors.joining(" "));
    }

    @EventListener
    void recalled(FileRecalled recalled) {
        team.readers(recalled.holders()).stream()
                .filter(holder -> !holder.value().equals(actor.get().id()))
                .forEach(holder -> inbox.send(
                        holder,
                        notice(
                                NoticeKind.PROBLEM,
                                recalled.name(),
                                "is recalled: do not use it",
                                recalled.reason() + " Say in Reviews that it is out of use.",
                                VersionRoutes.REVIEWS)));
    }

    @EventListener
    void recallChanged(VersionRecallChanged change) {
        Telling telling = new Telling(change.version());
        Set<AccountId> holders = team.readers(change.holders());
        if (change.recalled()) {
            // They are notified by the recall of the file.
            telling.leaveOut(holders.stream().map(AccountId::value).toList());
            telling.tell(telling.everyoneConcerned(), NoticeKind.PROBLEM, "is recalled", change.reason());
        } else {
            telling.tell(holders, NoticeKind.NEWS, "may be used again", "Its recall was lifted.");
            telling.tell(telling.everyoneConcerned(), NoticeKind.NEWS, "may be used again", "Its recall was lifted.");
        }
    }

    /** Replaces the notice of an earlier verdict; no reviewer is asked for one now. */
    @EventListener
    void compared(VersionCompared compared) {
        inbox.settle(compared.path());
        Telling telling = new Telling(compared.version());
        Notice verdict = notice(
                NoticeKind.NEWS,
                telling.context.version().name(),
                "was compared with earlier pictures",
                compared.verdict(),
                compared.path());
        telling.tellLatest(compared.startedBy(), verdict);
        telling.tellLatest(telling.makers(), verdict);
        telling.tellLatest(telling.everyoneConcerned(), verdict);
    }

    private static Notice notice(NoticeKind kind, String name, String what, String words, String path) {
        return new Notice(kind, title(name, what), words, path);
    }

    public static String title(String name, String what) {
        int room = 119 - what.length();
        return Wording.cut(name, room) + " " + what;
    }

    /** Notifies people of one event: each person once, by the first notice that reaches them. */
    private final class Telling {
        private final ReviewContext context;
        private final String path;
        private final Set<UUID> active;
        private final Set<UUID> leftOut = new HashSet<>();

        Telling(VersionId id) {
            this.context = contexts.of(versions.getReferenceById(id.value()));
            this.path = VersionRoutes.of(id);
            this.active = accounts(team.activeWith(Role.MEMBER));
            leftOut.add(actor.get().id());
        }

        VersionState state() {
            return context.version().state();
        }

        void leaveOut(Collection<UUID> people) {
            leftOut.addAll(people);
        }

        boolean concerns(AccountId person) {
            return active.contains(person.value()) && !leftOut.contains(person.value());
        }

        Notice notice(NoticeKind kind, String what, String words) {
            return VersionNotices.notice(kind, context.version().name(), what, words, path);
        }

        void tell(Collection<AccountId> people, NoticeKind kind, String what, String words) {
            for (AccountId person : people) {
                if (concerns(person)) {
                    inbox.send(person, notice(kind, what, words));
                    leftOut.add(person.value());
                }
            }
        }

        void tellLatest(Collection<AccountId> people, Notice notice) {
            for (AccountId person : people) {
                if (concerns(person)) {
                    inbox.sendLatest(person, notice);
                    leftOut.add(person.value());
                }
            }
        }

        /** Everyone who has a part in it, and those who were waited for. */
        void tellAll(Collection<AccountId> waited, String what, String words) {
            tell(participants(), NoticeKind.NEWS, what, words);
            tell(waited, NoticeKind.NEWS, what, words);
        }

        List<AccountId> makers() {
            return context.contributors().stream()
                    .filter(Contributor::answersForIt)
                    .map(maker -> new AccountId(maker.account()))
                    .toList();
        }

        /** Who made, asked for, ticked, reviewed, approved, recalled or reinstated it, or commented on it. */
        Set<AccountId> participants() {
            VersionId id = context.version().id();
            Set<AccountId> all = new HashSet<>(people.whoActedOn(id));
            context.contributors().forEach(one -> all.add(new AccountId(one.account())));
            all.addAll(comments.authors(VersionComments.KIND, id.value().toString()));
            return all;
        }

        List<AccountId> everyoneConcerned() {
            Set<AccountId> all = participants();
            all.addAll(openReviewers());
            return List.copyOf(all);
        }

        List<AccountId> openReviewers() {
            return ReviewRequestService.next(state()).map(this::whoCould).orElse(List.of());
        }

        List<AccountId> whoCould(ReviewAction action) {
            return action.role().map(team::activeWith).orElse(List.of()).stream()
                    .filter(person -> context.isFreeFor(action, person.value()))
                    .toList();
        }

        private static Set<UUID> accounts(Collection<AccountId> people) {
            return people.stream().map(AccountId::value).collect(Collectors.toSet());
        }
    }
}
