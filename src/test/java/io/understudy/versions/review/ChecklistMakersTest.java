package io.understudy.versions.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.mvysny.kaributesting.v10.LocatorJ;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.ListItem;
import io.understudy.identity.Role;
import io.understudy.identity.SignedInPerson;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.ui.BrowserTime;
import io.understudy.support.SettableClock;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionsTest;
import io.understudy.versions.checklist.ChecklistEditor;
import io.understudy.versions.checklist.ChecklistItem;
import io.understudy.versions.checklist.evidence.Evidence;
import io.understudy.versions.review.Contribution.Reason;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.Pageable;

/** The person who writes what a version is held to does not say whether it holds. */
@Tag("attack")
class ChecklistMakersTest extends VersionsTest {
    private static final ChecklistItem FACE = item("face", "Face is consistent");
    private static final ChecklistItem HANDS = item("hands", "Hands have five fingers");

    @Autowired
    ChecklistEditor editor;

    @Autowired
    MissingReviewerService missing;

    @Autowired
    ReviewInbox inbox;

    private SignedInPerson olaf;

    @BeforeEach
    void thereIsASecondAdmin() {
        olaf = people.admin("Olaf");
    }

    @Test
    void thePersonWhoPublishedTheEditionInForceNeitherSignsNorApproves() {
        publish(ines, 1, FACE);
        VersionId id = inReview();

        people.signIn(ines);
        tickAll(id);
        ReviewedRevision seen = seen(id);
        assertThatThrownBy(() -> reviews.signOff(id, seen))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageStartingWith(
                        "You edited the checklist in force (edition 2), so someone else signs: Jon and Olaf can.");
        people.signIn(jon);
        reviews.signOff(id, seen(id));
        people.signIn(ines);
        ReviewedRevision signed = seen(id);
        assertThatThrownBy(() -> reviews.approve(id, signed, proof()))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageStartingWith(
                        "You edited the checklist in force (edition 2), so someone else approves: Olaf can.");
    }

    @Test
    void theDatabaseRefusesTheirSignatureToo() {
        publish(ines, 1, FACE);
        VersionId id = inReview();

        assertThatThrownBy(() -> jdbc.sql(
                                "update version_participant set part = 'SIGNER' where version_id = ? and account_id = ?")
                        .params(id.value(), ines.accountId())
                        .update())
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void whoChangedAnItemStaysAMakerThroughLaterEditionsOfOthers() {
        publish(ines, 1, FACE);
        publish(olaf, 2, FACE, HANDS);

        assertThat(editorsOf(inReview())).containsExactly("Ines", "Olaf");
    }

    @Test
    void whoseWordsAreAllReplacedIsNone() {
        publish(ines, 1, item("face", "Anything goes"));
        publish(olaf, 2, FACE, HANDS);
        publish(olaf, 3, FACE);

        assertThat(editorsOf(inReview()))
                .as("the five other items were removed by Ines")
                .containsExactly("Ines", "Olaf");

        publish(
                olaf,
                4,
                FACE,
                item("body", "a"),
                item("prompts", "b"),
                item("artifacts", "c"),
                item("strengths", "d"),
                item("compatible", "e"));
        assertThat(editorsOf(inReview())).containsExactly("Olaf");
    }

    @Test
    void aVersionKeepsTheEditorsOfItsOwnEdition() {
        VersionId before = inReview();
        publish(ines, 1, FACE);

        assertThat(editorsOf(before)).isEmpty();
    }

    @Test
    void theVersionSaysWhatTheyEditedAndWhen() {
        publish(ines, 1, FACE);
        var published =
                editor.editions(Pageable.ofSize(1)).getContent().getFirst().at();
        VersionId id = draft();

        people.signIn(mara);
        assertThat(details(id).makers())
                .contains(new Contribution(
                        "Ines", List.of(new Reason("edited the checklist in force (edition 2)", published))));
    }

    @Test
    void thePageSaysWhyEveryoneIsAMakerInShortAndThenWithDates() {
        publish(ines, 1, FACE);
        VersionId id = inReview();

        signIn(mara);
        UI.getCurrent().navigate(VersionRoutes.of(id));

        assertThat(LocatorJ._find(Details.class))
                .extracting(Details::getSummaryText)
                .contains(
                        "Ines edited the checklist in force (edition 2)",
                        "Mara uploaded 24 pictures, and 2 more reasons");
        String date = BrowserTime.exact(SettableClock.START);
        assertThat(LocatorJ._find(ListItem.class))
                .extracting(ListItem::getText)
                .contains("uploaded 24 pictures, " + date, "launched run 41, " + date);
    }

    @Test
    void draftsAndAnswersAreNotTheirTask() {
        publish(ines, 1, FACE);
        draft();
        changesRequested();

        people.signIn(ines);
        assertThat(inbox.waitingForMe()).isZero();
        assertThat(inbox.lines())
                .extracting(ReviewInboxLine::need)
                .containsOnly(ReviewInboxLine.Need.FOR_OTHERS, ReviewInboxLine.Need.NOT_ASKED);
    }

    @Test
    void aTeamWithOneAdminIsToldEarlyThatItNeedsASecond() {
        people.signIn(ines);
        jdbc.sql("update account set active = false where id = ?")
                .param(olaf.accountId())
                .update();
        VersionId before = draft();
        publish(ines, 1, FACE);
        VersionId after = draft();

        people.signIn(mara);
        assertThat(missing.of(before).isEmpty()).isTrue();
        assertThat(missing.of(after).sentence()).isEqualTo("Needs a second admin who took no part.");
        assertThat(missing.of(after).reason()).isEqualTo("Ines edited the checklist in force or loosened the rules.");
        assertThat(missing.ofNextRun(details(after).card().character(), "miniature")
                        .reason())
                .isEqualTo("Ines edited the checklist in force or loosened the rules.");
    }

    private List<String> editorsOf(VersionId id) {
        people.signIn(mara);
        return details(id).makers().stream()
                .filter(maker -> maker.actions().contains("edited the checklist"))
                .map(Contribution::name)
                .toList();
    }

    private void publish(SignedInPerson admin, int basedOn, ChecklistItem... items) {
        people.signIn(admin);
        editor.publish(
                basedOn,
                IntStream.range(0, items.length)
                        .mapToObj(place -> item(place + 1, items[place].key(), items[place].title()))
                        .toList(),
                "It was too strict.");
    }

    private static ChecklistItem item(String key, String title) {
        return item(1, key, title);
    }

    private static ChecklistItem item(int place, String key, String title) {
        return new ChecklistItem(key, place, title, "", 0, Set.of(Evidence.Kind.FACT), Role.REVIEWER);
    }
}
