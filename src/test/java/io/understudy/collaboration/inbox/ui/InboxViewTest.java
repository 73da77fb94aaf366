package io.understudy.collaboration.inbox.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._assertOne;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.BasicUtilsKt;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Span;
import io.understudy.collaboration.inbox.InboxEntry;
import io.understudy.collaboration.inbox.InboxService;
import io.understudy.collaboration.inbox.InboxSignals;
import io.understudy.collaboration.inbox.Notice;
import io.understudy.collaboration.inbox.NoticeKind;
import io.understudy.identity.AccountId;
import io.understudy.identity.SignedInPerson;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.RunAs;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.PageKeys;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.StateBadge;
import io.understudy.support.SettableClock;
import io.understudy.support.ViewTest;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class InboxViewTest extends ViewTest {
    @Autowired
    InboxService inbox;

    @Autowired
    InboxSignals signals;

    @Autowired
    SettableClock clock;

    @Autowired
    CurrentActor actor;

    private AccountId mara = new AccountId(new java.util.UUID(0, 1));

    /** While she is still signed in: what reaches the page later would ask in nobody's name. */
    @AfterEach
    void hearEverything() throws Exception {
        showChanges();
    }

    @BeforeEach
    void signInMara() {
        SignedInPerson person = signIn(people.member("Mara"));
        mara = new AccountId(person.accountId());
    }

    @Test
    void anEmptyInboxSaysWhatWillComeHere() {
        Navigation.open("inbox");

        assertThat(_get(H2.class).getText()).isEqualTo("No notices yet");
    }

    @Test
    void theBellCountsWithoutBeingAsked() throws Exception {
        InboxBell bell = new InboxBell(inbox, signals, mara);
        UI.getCurrent().add(bell);
        assertThat(bell.getAriaLabel()).contains("Inbox, nothing unread");

        tell("Run 1 is done");
        showChanges();

        assertThat(bell.getAriaLabel()).contains("Inbox, 1 unread");
        assertThat(bell.getElement().getTextRecursively()).isEqualTo("1");
    }

    @Test
    void aNoticeThatComesWhileOneReadsWaitsBehindAButton() throws Exception {
        tell("Run 1 is done");
        Navigation.open("inbox");
        clock.advance(Duration.ofSeconds(1));
        tell("Run 2 failed");
        showChanges();
        assertThat(_find(NoticeRow.class)).hasSize(1);

        _click(_get(Button.class, spec -> spec.withText("Show")));

        assertThat(_find(NoticeRow.class)).hasSize(2);
        _assertNone(Button.class, spec -> spec.withText("Show"));
    }

    @Test
    void openingANoticeMarksItRead() {
        tell("Run 1 is done");
        Navigation.open("inbox");

        BasicUtilsKt._fireDomEvent(_get(Anchor.class, spec -> spec.withText("Run 1 is done")), "click");

        assertThat(inbox.unread()).isZero();
    }

    @Test
    void allAreMarkedReadTogether() {
        tell("Run 1 is done");
        tell("Run 2 failed");
        Navigation.open("inbox?unread");
        assertThat(_find(NoticeRow.class)).hasSize(2);

        _click(_get(Button.class, spec -> spec.withText("Mark all as read")));

        assertThat(inbox.unread()).isZero();
        assertThat(_get(H2.class).getText()).isEqualTo("You're all caught up");
        _assertOne(Button.class, spec -> spec.withText("Show all notices"));
    }

    @Test
    void manyUnreadAreGroupedAndAThingIsMarkedReadAtOnce() throws Exception {
        for (int number = 1; number <= 12; number++) {
            tell("Run " + (number % 2 + 1) + " says " + number, "runs/" + (number % 2 + 1));
            clock.advance(Duration.ofSeconds(1));
        }
        Navigation.open("inbox");

        assertThat(_find(InboxSubjectItem.class)).hasSize(2);
        assertThat(_find(NativeDetails.class))
                .extracting(NativeDetails::getSummaryText)
                .containsOnly("5 earlier notices");
        clock.advance(Duration.ofSeconds(1));
        tell("Run 3 says hello", "runs/3");
        showChanges();
        assertThat(_find(InboxSubjectItem.class)).as("nothing moves by itself").hasSize(2);
        _click(_get(Button.class, spec -> spec.withText("Show")));
        assertThat(_find(InboxSubjectItem.class)).hasSize(3);

        _click(_find(Button.class, spec -> spec.withText("Mark all 6 as read")).getFirst());

        assertThat(inbox.unread()).isEqualTo(7);
        assertThat(_find(InboxSubjectItem.class)).hasSize(2);
        _setValue(_get(Checkbox.class, spec -> spec.withLabel("Group unread by subject")), false);
        assertThat(_find(InboxSubjectItem.class)).isEmpty();
    }

    @Test
    void keysMoveThroughTheNoticesAndMarkThemRead() {
        tell("Run 1 is done", "runs/1");
        clock.advance(Duration.ofSeconds(1));
        tell("Run 2 failed", "runs/2");
        Navigation.open("inbox");

        press("m");
        assertThat(inbox.unread()).as("none is chosen yet").isEqualTo(2);
        press("j");
        press("j");
        press("k");
        press("m");

        assertThat(inbox.page(true, 0).notices())
                .extracting(told -> told.notice().title())
                .containsExactly("Run 1 is done");
    }

    @Test
    void aNoticeThatIsMarkedReadKeepsItsLinkAndWithItTheFocus() {
        tell("Run 1 is done", "runs/1");
        InboxEntry unread = inbox.page(true, 0).notices().getFirst();
        NoticeRow row = new NoticeRow(unread, () -> {});
        Anchor link = _get(row, Anchor.class);

        row.show(new InboxEntry(unread.id(), unread.notice(), unread.notifiedAt(), true, true));

        assertThat(_get(row, Anchor.class)).isSameAs(link);
        assertThat(row.hasClassName("unread")).isFalse();
        assertThat(_get(row, StateBadge.class).getTitle()).hasValue("This no longer needs you.");
        assertThat(_find(row, Span.class, spec -> spec.withText("unread"))).isEmpty();
    }

    @Test
    void keysMarkAllNoticesOfASubjectRead() {
        tell("Run 1 is done", "runs/1");
        tell("Run 1 has a comment", "runs/1");
        clock.advance(Duration.ofSeconds(1));
        tell("Run 2 failed", "runs/2");
        Navigation.open("inbox?subjects");

        press("j");
        press("j");
        press("m");

        assertThat(inbox.page(true, 0).notices())
                .extracting(told -> told.notice().title())
                .containsExactly("Run 2 failed");
        assertThat(_find(InboxSubjectItem.class)).hasSize(1);
    }

    private static void press(String key) {
        PageKeys keys = _get(
                PageKeys.class,
                spec -> spec.withPredicate(
                        each -> "jkm".equals(each.getElement().getAttribute("keys"))));
        ComponentUtil.fireEvent(keys, new PageKeys.Pressed(keys, true, key, null));
    }

    @Test
    void homeSaysWhatCameByKindAndFollows() throws Exception {
        tell("Run 1 is done", "runs/1");
        Panel panel = (Panel) new InboxOnHome(inbox, signals, actor).panels().getFirst();
        UI.getCurrent().add(panel);
        assertThat(panel.getElement().getTextRecursively()).contains("Unread notices", "1 done");

        tell("Run 2 is done", "runs/2");
        showChanges();

        assertThat(panel.getElement().getTextRecursively()).contains("2 done");
        assertThat(_get(panel, Anchor.class, spec -> spec.withText("2 done")).getHref())
                .isEqualTo("inbox?subjects&kind=done");
        RunAs.run(() -> inbox.send(mara, new Notice(NoticeKind.PROBLEM, "Run 3 failed", "Ava Lindqvist", "runs/3")));
        showChanges();
        assertThat(panel.getElement().getTextRecursively()).contains("1 change").doesNotContain("1 problem");
        _click(_get(panel, Button.class, spec -> spec.withText("Show")));
        assertThat(panel.getElement().getTextRecursively()).contains("1 problem", "2 done");
        UI.getCurrent().remove(panel);
        inbox.markAllRead(clock.instant().plusSeconds(1));
        Navigation.open("inbox?subjects&kind=problem");
        assertThat(_get(H2.class).getText()).isEqualTo("You're all caught up");
    }

    private void showChanges() throws Exception {
        signals.settled().get();
        MockVaadin.clientRoundtrip(false);
    }

    private void tell(String title) {
        tell(title, "runs/1");
    }

    private void tell(String title, String path) {
        RunAs.run(() -> inbox.send(mara, new Notice(NoticeKind.DONE, title, "Ava Lindqvist", path)));
    }
}
