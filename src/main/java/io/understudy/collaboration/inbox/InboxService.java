package io.understudy.collaboration.inbox;

import io.understudy.audit.SubjectTrail;
import io.understudy.identity.AccountId;
import io.understudy.identity.MembersAndSystem;
import io.understudy.identity.MembersOnly;
import io.understudy.identity.Role;
import io.understudy.identity.accounts.TeamService;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.SystemOnly;
import io.understudy.platform.search.SearchText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The only access to inboxes. Features notify people inside the transaction of what happened, so that both are kept or
 * neither is; people read their own inbox only.
 */
@Service
@MembersOnly
@Transactional(readOnly = true)
public class InboxService {
    public static final Duration KEPT = Duration.ofDays(90);

    public static final int MOST_PER_PERSON = 500;

    private static final SearchText EVERYTHING = new SearchText("");
    private static final int PAGE_SIZE = 30;
    private static final Duration OVERDUE = Duration.ofDays(1);

    private final InboxRepository repository;
    private final TeamService team;
    private final SubjectTrail trail;
    private final CurrentActor actor;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    InboxService(
            InboxRepository repository,
            TeamService team,
            SubjectTrail trail,
            CurrentActor actor,
            ApplicationEventPublisher events,
            Clock clock) {
        this.repository = repository;
        this.team = team;
        this.trail = trail;
        this.actor = actor;
        this.events = events;
        this.clock = clock;
    }

    @MembersAndSystem
    @Transactional
    public void send(AccountId to, Notice notice) {
        Instant now = clock.instant();
        repository.add(to, notice, now);
        events.publishEvent(new InboxChanged(to, now));
    }

    /**
     * As {@link #tell}, in place of an unsettled notice with the same title about the same page; nothing happens
     * when that says the very same.
     */
    @MembersAndSystem
    @Transactional
    public void sendLatest(AccountId to, Notice notice) {
        if (!repository.waits(to, notice)) {
            repository.removeReplaced(to, notice);
            send(to, notice);
        }
    }

    /**
     * What people were asked for on a page is no longer wanted: these notices become read and settled.
     *
     * @return whose answer was still outstanding
     */
    @MembersAndSystem
    @Transactional
    public List<AccountId> settle(String path) {
        List<AccountId> waitedFor = repository.waitedFor(path);
        repository.settle(path, clock.instant());
        waitedFor.forEach(person -> events.publishEvent(new InboxChanged(person, clock.instant())));
        return waitedFor;
    }

    /**
     * One person has done what they were asked for.
     *
     * @param notice the one that asked; its words do not matter
     */
    @MembersAndSystem
    @Transactional
    public void settle(AccountId person, Notice notice) {
        if (repository.settle(person, notice, clock.instant()) > 0) {
            events.publishEvent(new InboxChanged(person, clock.instant()));
        }
    }

    @MembersAndSystem
    @Transactional
    public void sendToAll(Role atLeast, Notice notice) {
        UUID me = actor.get().id();
        team.activeWith(atLeast).stream()
                .filter(person -> !person.value().equals(me))
                .forEach(person -> send(person, notice));
    }

    public long unread() {
        return repository.count(me(), true, EVERYTHING);
    }

    public InboxPage page(boolean unreadOnly, int page) {
        return page(unreadOnly, EVERYTHING, page);
    }

    public InboxPage page(boolean unreadOnly, SearchText text, int page) {
        UUID me = me();
        return new InboxPage(
                repository.page(me, unreadOnly, text, (long) page * PAGE_SIZE, PAGE_SIZE),
                page,
                PAGE_SIZE,
                repository.count(me, unreadOnly, text),
                clock.instant());
    }

    /**
     * What is unread, together with what else is unread about the same thing; the thing with the newest notice first.
     *
     * @param kind null for every kind
     */
    public List<InboxSubject> unreadBySubject(@Nullable NoticeKind kind, SearchText text) {
        return repository.page(me(), true, text, 0, MOST_PER_PERSON).stream()
                .filter(entry -> kind == null || entry.notice().kind() == kind)
                .collect(Collectors.groupingBy(
                        entry -> entry.notice().subject(), LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(InboxSubject::new)
                .toList();
    }

    public InboxDigest digest() {
        UUID me = me();
        Instant since =
                trail.lastButOne("person", me.toString(), "person.signed-in").orElse(null);
        Map<NoticeKind, Long> arrived =
                new TreeMap<>(repository.unreadSince(me, since == null ? Instant.EPOCH : since));
        long unread = repository.count(me, true, EVERYTHING);
        long fresh = repository.unreadSince(me, clock.instant().minus(OVERDUE)).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        return new InboxDigest(
                since,
                arrived,
                unread - arrived.values().stream().mapToLong(Long::longValue).sum(),
                unread - fresh);
    }

    /** Of these notices, the own ones as they are now. */
    public List<InboxEntry> find(Collection<NoticeId> notices) {
        return repository.find(me(), notices);
    }

    /** Marks own notices as read; nothing happens to someone else's. */
    @Transactional
    public void markRead(Collection<NoticeId> notices) {
        changedWhen(!notices.isEmpty() && repository.markRead(me(), notices, clock.instant()) > 0);
    }

    /**
     * Marks as read everything that was in the own inbox at a moment.
     *
     * @param seenUntil when the person's list was read: what came later stays unread
     */
    @Transactional
    public void markAllRead(Instant seenUntil) {
        changedWhen(repository.markAllRead(me(), seenUntil, clock.instant()) > 0);
    }

    @SystemOnly
    @Transactional
    public int forgetOld() {
        return repository.deleteToldBefore(clock.instant().minus(KEPT)) + repository.deleteBeyond(MOST_PER_PERSON);
    }

    private void changedWhen(boolean changed) {
        if (changed) {
            events.publishEvent(new InboxChanged(new AccountId(me()), clock.instant()));
        }
    }

    private UUID me() {
        return actor.get().id();
    }
}
