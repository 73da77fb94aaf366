package io.understudy.collaboration.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.identity.AccountId;
import io.understudy.identity.People;
import io.understudy.identity.Role;
import io.understudy.identity.SignedInPerson;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.RunAs;
import io.understudy.platform.live.LiveValue;
import io.understudy.platform.search.SearchText;
import io.understudy.support.SettableClock;
import io.understudy.support.StudioTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

@StudioTest
class InboxServiceTest {
    @Autowired
    InboxService inbox;

    @Autowired
    InboxSignals signals;

    @Autowired
    InboxPoller pulse;

    @Autowired
    InboxRepository rows;

    @Autowired
    People people;

    private static final SearchText EVERYTHING = new SearchText("");

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    AuditEvents auditEvents;

    @Autowired
    SettableClock clock;

    @Test
    void aPersonReadsTheirOwnNoticesNewestFirst() {
        SignedInPerson mara = people.member("Mara");
        tell(mara, "Run 1 is done");
        clock.advance(Duration.ofMinutes(1));
        tell(mara, "Run 2 is done");
        tell(people.member("Jon"), "Run 3 is done");

        people.signIn(mara);

        assertThat(inbox.unread()).isEqualTo(2);
        assertThat(inbox.page(false, 0).notices())
                .extracting(told -> told.notice().title())
                .containsExactly("Run 2 is done", "Run 1 is done");
    }

    @Test
    void aReadNoticeStaysInTheListButIsNotCounted() {
        SignedInPerson mara = people.member("Mara");
        tell(mara, "Run 1 is done");
        people.signIn(mara);

        inbox.markRead(List.of(inbox.page(false, 0).notices().getFirst().id()));

        assertThat(inbox.unread()).isZero();
        assertThat(inbox.page(true, 0).total()).isZero();
        assertThat(inbox.page(false, 0).notices()).singleElement().matches(InboxEntry::read);
    }

    @Test
    void noticesAreSearchedByTitleAndText() {
        SignedInPerson mara = people.member("Mara");
        tell(mara, "Run 1 is done");
        tell(mara, "Run 2 is done");
        tell(people.member("Jon"), "Run 2 is lost");
        people.signIn(mara);

        InboxPage found = inbox.page(false, new SearchText("RUN 2"), 0);

        assertThat(found.total()).isEqualTo(1);
        assertThat(found.notices()).extracting(told -> told.notice().title()).containsExactly("Run 2 is done");
        assertThat(inbox.page(false, new SearchText("100%"), 0).notices()).isEmpty();
    }

    @Test
    void whatIsUnreadAboutOneThingIsTogetherWhereverItLeads() {
        SignedInPerson mara = people.member("Mara");
        String version = "versions/7f0c1d9e-3f3a-4c11-9b1e-0a2b3c4d5e6f";
        tell(mara, NoticeKind.NEWS, "v2 was sent back", version);
        clock.advance(Duration.ofMinutes(1));
        tell(mara, NoticeKind.DONE, "Run 1 is done", "runs/1");
        clock.advance(Duration.ofMinutes(1));
        tell(mara, NoticeKind.NEWS, "Jon mentioned you", version + "?comments=face");
        tell(mara, NoticeKind.REQUEST, "v2 is in review", version.replace("versions/", "reviews?version="));
        people.signIn(mara);

        List<InboxSubject> subjects = inbox.unreadBySubject(null, EVERYTHING);

        assertThat(subjects).extracting(subject -> subject.notices().size()).containsExactly(3, 1);
        assertThat(subjects.getFirst().earlier().getLast().notice().title()).isEqualTo("v2 was sent back");
        assertThat(inbox.unreadBySubject(NoticeKind.DONE, EVERYTHING)).hasSize(1);
        tell(mara, NoticeKind.NEWS, "v2 was signed off", version);
        inbox.markRead(subjects.getFirst().ids());
        assertThat(inbox.page(true, 0).notices())
                .as("what came meanwhile stays unread")
                .extracting(told -> told.notice().title())
                .containsExactlyInAnyOrder("Run 1 is done", "v2 was signed off");
    }

    @Test
    void theDigestCountsWhatCameSinceTheLastVisitAndWhatStaysUnread() {
        SignedInPerson mara = people.member("Mara");
        tell(mara, NoticeKind.NEWS, "Jon mentioned you", "runs/1");
        people.signIn(mara);
        assertThat(inbox.digest()).isEqualTo(new InboxDigest(null, Map.of(NoticeKind.NEWS, 1L), 0, 0));

        clock.advance(Duration.ofDays(2));
        signedIn(mara);
        Instant lastVisit = clock.instant();
        clock.advance(Duration.ofHours(8));
        tell(mara, NoticeKind.PROBLEM, "Run 2 failed", "runs/2");
        tell(mara, NoticeKind.PROBLEM, "Run 3 failed", "runs/3");
        tell(mara, NoticeKind.REQUEST, "Someone asks", "runs/4");
        clock.advance(Duration.ofHours(8));
        signedIn(mara);
        people.signIn(mara);

        InboxDigest digest = inbox.digest();

        assertThat(digest.since()).isEqualTo(lastVisit);
        assertThat(digest.arrived())
                .containsExactly(Map.entry(NoticeKind.REQUEST, 1L), Map.entry(NoticeKind.PROBLEM, 2L));
        assertThat(digest.earlier()).isEqualTo(1);
        assertThat(digest.overdue()).isEqualTo(1);
        inbox.markAllRead(clock.instant());
        assertThat(inbox.digest().isEmpty()).isTrue();
    }

    private void signedIn(SignedInPerson person) {
        transaction.executeWithoutResult(status -> auditEvents.publishAs(
                person.actor(),
                "person.signed-in",
                new AuditEvent.Subject("person", person.accountId().toString(), person.displayName()),
                Map.of(),
                Map.of()));
    }

    private void tell(SignedInPerson person, NoticeKind kind, String title, String path) {
        RunAs.run(() -> inbox.send(new AccountId(person.accountId()), new Notice(kind, title, "", path)));
    }

    @Test
    void nobodyMarksTheNoticeOfSomebodyElse() {
        SignedInPerson mara = people.member("Mara");
        tell(mara, "Run 1 is done");
        people.signIn(mara);
        NoticeId hers = inbox.page(false, 0).notices().getFirst().id();

        people.signIn(people.admin("Ines"));
        inbox.markRead(List.of(hers));
        inbox.markAllRead(clock.instant());

        people.signIn(mara);
        assertThat(inbox.unread()).isEqualTo(1);
    }

    @Test
    void whatCameAfterTheListWasReadStaysUnread() {
        SignedInPerson mara = people.member("Mara");
        tell(mara, "Run 1 is done");
        people.signIn(mara);
        Instant readAt = inbox.page(false, 0).readAt();
        clock.advance(Duration.ofSeconds(1));
        tell(mara, "Run 2 failed");

        people.signIn(mara);
        inbox.markAllRead(readAt);

        assertThat(inbox.page(true, 0).notices())
                .extracting(told -> told.notice().title())
                .containsExactly("Run 2 failed");
    }

    @Test
    void everybodyWithARoleIsToldExceptWhoeverActs() {
        SignedInPerson ines = people.admin("Ines");
        SignedInPerson olga = people.admin("Olga");
        SignedInPerson mara = people.member("Mara");
        people.signIn(ines);

        inbox.sendToAll(Role.ADMIN, notice("Run 1 waits to be released"));

        assertThat(inbox.unread()).isZero();
        people.signIn(mara);
        assertThat(inbox.unread()).isZero();
        people.signIn(olga);
        assertThat(inbox.unread()).isEqualTo(1);
    }

    @Test
    void whatIsTakenBackWasNeverTold() {
        SignedInPerson mara = people.signIn(people.member("Mara"));

        transaction.executeWithoutResult(status -> {
            inbox.send(id(mara), notice("Run 1 is done"));
            status.setRollbackOnly();
        });

        assertThat(inbox.unread()).isZero();
    }

    @Test
    void aLongListHasPages() {
        SignedInPerson mara = people.member("Mara");
        IntStream.rangeClosed(1, 31).forEach(number -> tell(mara, "Run " + number + " is done"));
        people.signIn(mara);

        InboxPage second = inbox.page(false, 1);

        assertThat(second.total()).isEqualTo(31);
        assertThat(second.notices()).hasSize(1);
    }

    @Test
    @Tag("twice")
    void noticesThatAreOldOrTooManyAreForgotten() {
        SignedInPerson mara = people.member("Mara");
        SignedInPerson jon = people.member("Jon");
        tell(mara, "Old");
        clock.advance(InboxService.KEPT.plusDays(1));
        RunAs.run(() -> IntStream.rangeClosed(1, InboxService.MOST_PER_PERSON + 2)
                .forEach(number -> {
                    clock.advance(Duration.ofSeconds(1));
                    inbox.send(id(mara), notice("Run " + number + " is done"));
                }));
        tell(jon, "Run 1000 is done");

        RunAs.run(() -> assertThat(inbox.forgetOld()).isEqualTo(3));

        people.signIn(mara);
        assertThat(inbox.page(false, 0).total()).isEqualTo(InboxService.MOST_PER_PERSON);
        assertThat(inbox.page(false, 0).notices().getFirst().notice().title()).isEqualTo("Run 502 is done");
        people.signIn(jon);
        assertThat(inbox.unread()).isEqualTo(1);
    }

    @Test
    void aPersonsPagesHearOfTheirNoticesAndNotOfOthers() throws Exception {
        SignedInPerson mara = people.member("Mara");
        SignedInPerson jon = people.member("Jon");
        LiveValue<Long> hers = signals.of(id(mara));
        LiveValue<Long> his = signals.of(id(jon));

        tell(mara, "Run 1 is done");
        signals.settled().get();

        assertThat(hers.get()).isEqualTo(1);
        assertThat(his.get()).isZero();
    }

    @Test
    @Tag("twice")
    void whatAnotherNodeToldIsHeardWithTheNextPulseAndOnlyOnce() throws Exception {
        SignedInPerson mara = people.member("Mara");
        LiveValue<Long> hers = signals.of(id(mara));
        rows.add(id(mara), notice("Run 1 is done"), clock.instant());

        pulse.beat();
        pulse.beat();
        signals.settled().get();

        assertThat(hers.get()).isEqualTo(1);
        assertThat(rows.touchedSince(clock.instant())).isEqualTo(Map.of(id(mara), clock.instant()));
    }

    @Test
    void aNoticeLeadsOnlyIntoTheProduct() {
        assertThatThrownBy(() -> new Notice(NoticeKind.NEWS, "Look", "", "https://example.org"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Notice(NoticeKind.NEWS, "Look", "", "//example.org"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void tell(SignedInPerson to, String title) {
        RunAs.run(() -> inbox.send(id(to), notice(title)));
    }

    private static Notice notice(String title) {
        return new Notice(NoticeKind.DONE, title, "Ava Lindqvist", "runs/1");
    }

    private static AccountId id(SignedInPerson person) {
        return new AccountId(person.accountId());
    }
}
