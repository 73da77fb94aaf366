package io.understudy.collaboration.inbox;

import io.understudy.identity.AccountId;
import io.understudy.identity.MembersAndSystem;
import io.understudy.identity.MembersOnly;
import io.understudy.identity.Role;
import io.understudy.identity.accounts.TeamService;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.SystemOnly;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
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

    private static final int PAGE_SIZE = 30;

    private final InboxRepository repository;
    private final TeamService team;
    private final CurrentActor actor;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    InboxService(
            InboxRepository repository,
            TeamService team,
            CurrentActor actor,
            ApplicationEventPublisher events,
            Clock clock) {
        this.repository = repository;
        this.team = team;
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
        return repository.count(me(), true);
    }

    public InboxPage page(boolean unreadOnly, int page) {
        UUID me = me();
        return new InboxPage(
                repository.page(me, unreadOnly, (long) page * PAGE_SIZE, PAGE_SIZE),
                page,
                PAGE_SIZE,
                repository.count(me, unreadOnly),
                clock.instant());
    }

    /** Marks an own notice as read; nothing happens to someone else's. */
    @Transactional
    public void markRead(NoticeId notice) {
        changedWhen(repository.markRead(me(), notice, clock.instant()) > 0);
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
