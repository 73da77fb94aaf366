package io.understudy.collaboration.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.identity.AccountId;
import io.understudy.identity.People;
import io.understudy.identity.Role;
import io.understudy.identity.SignedInPerson;
import io.understudy.platform.core.RunAs;
import io.understudy.platform.live.LiveValue;
import io.understudy.support.SettableClock;
import io.understudy.support.StudioTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
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

    @Autowired
    TransactionTemplate transaction;

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

        inbox.markRead(inbox.page(false, 0).notices().getFirst().id());

        assertThat(inbox.unread()).isZero();
        assertThat(inbox.page(true, 0).total()).isZero();
        assertThat(inbox.page(false, 0).notices()).singleElement().matches(InboxEntry::read);
    }

    @Test
    void nobodyMarksTheNoticeOfSomebodyElse() {
        SignedInPerson mara = people.member("Mara");
        tell(mara, "Run 1 is done");
        people.signIn(mara);
        NoticeId hers = inbox.page(false, 0).notices().getFirst().id();

        people.signIn(people.admin("Ines"));
        inbox.markRead(hers);
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
