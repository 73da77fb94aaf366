package io.understudy.versions.review;

import static io.understudy.support.StatementCounter.statementsOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.identity.SignedInPerson;
import io.understudy.support.SettableClock;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionsTest;
import io.understudy.versions.review.ReviewInboxLine.Need;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class ReviewInboxTest extends VersionsTest {
    @Autowired
    ReviewInbox inbox;

    @Autowired
    MissingReviewerService missing;

    @Test
    void aVersionInReviewWaitsForReviewersWhoTookNoPart() {
        SignedInPerson lin = people.reviewer("Lin");
        VersionId id = runs.finish(mara, mara, lin);
        people.signIn(mara);
        reviews.submit(id, seen(id));

        assertThat(needOf(jon)).isEqualTo(Need.FOR_MY_SIGNATURE);
        assertThat(needOf(ines)).isEqualTo(Need.FOR_MY_SIGNATURE);
        assertThat(needOf(lin)).isEqualTo(Need.FOR_OTHERS);
        assertThat(needOf(mara)).isEqualTo(Need.FOR_OTHERS);
    }

    @Test
    void aSignedVersionWaitsForAdminsWhoDidNotSignIt() {
        signedOff();

        assertThat(needOf(ines)).isEqualTo(Need.FOR_MY_APPROVAL);
        assertThat(needOf(jon)).isEqualTo(Need.FOR_OTHERS);
    }

    @Test
    void whatWasSentBackWaitsForItsMakers() {
        changesRequested();

        assertThat(needOf(mara)).isEqualTo(Need.FOR_MY_ANSWER);
        assertThat(needOf(jon)).isEqualTo(Need.FOR_OTHERS);
    }

    @Test
    void aDraftIsShownToItsMakerButNotCounted() {
        draft();

        assertThat(needOf(mara)).isEqualTo(Need.FOR_MY_SUBMISSION);
        assertThat(inbox.waitingForMe()).isZero();
        assertThat(needOf(jon)).isEqualTo(Need.NOT_ASKED);
    }

    @Test
    void whatIsInProductionWaitsForNobody() {
        approved();

        assertThat(inbox.lines()).isEmpty();
    }

    @Test
    void theSideBarCountsWhatSomebodyElseWaitsFor() {
        inReview();
        inReview();
        signedOff();
        draft();
        people.signIn(ines);

        assertThat(inbox.waitingForMe()).isEqualTo(3);
        assertThat(inbox.lines())
                .extracting(ReviewInboxLine::need)
                .containsExactly(Need.FOR_MY_SIGNATURE, Need.FOR_MY_SIGNATURE, Need.FOR_MY_APPROVAL, Need.NOT_ASKED);
    }

    @Test
    void oldDraftsOfOthersHideNothingThatWaitsForSomebody() {
        VersionId submitted = inReview();
        VersionId ownDraft = draft();
        copyAsOldDrafts(submitted, 250);
        people.signIn(ines);
        rules.change(new ReviewRules(3, true));

        people.signIn(jon);
        assertThat(inbox.lines())
                .hasSize(ReviewInbox.LIMIT)
                .first()
                .satisfies(line -> assertThat(line.card().id()).isEqualTo(submitted));
        assertThat(inbox.waitingForMe()).isEqualTo(1);
        assertThat(missing.stuck())
                .extracting(MissingReviewerService.Stuck::path)
                .contains(VersionRoutes.of(submitted));

        people.signIn(mara);
        assertThat(inbox.lines())
                .filteredOn(line -> line.need() == Need.FOR_MY_SUBMISSION)
                .extracting(line -> line.card().id())
                .containsExactly(ownDraft);
    }

    @Test
    void allThatIsNotFinishedIsReadInParts() {
        VersionId submitted = inReview();
        copyAsOldDrafts(submitted, 250);
        people.signIn(jon);

        List<VersionId> read = new ArrayList<>();
        ReviewInbox.Part part = inbox.part(Set.of(), null, 100);
        assertThat(part.lines().getFirst().card().id()).isEqualTo(submitted);
        while (part.next() != null) {
            part.lines().forEach(line -> read.add(line.card().id()));
            part = inbox.part(Set.of(), part.next(), 100);
        }
        part.lines().forEach(line -> read.add(line.card().id()));

        assertThat(read).hasSize(251).doesNotHaveDuplicates();
        assertThat(inbox.part(Set.of(UUID.randomUUID()), null, 100).lines()).isEmpty();
    }

    private void copyAsOldDrafts(VersionId version, int drafts) {
        for (int number = 1_001; number <= 1_000 + drafts; number++) {
            jdbc.sql("""
                            insert into lora_version (id, row_version, character_id, number, file_name, file_hash,
                                file_size, run_id, run_number, snapshot_hash, backend, base_model, parameters,
                                launched_by, template_id, created_at, state)
                            select ?, 0, character_id, ?, file_name, file_hash, file_size, ?, run_number, snapshot_hash,
                                backend, base_model, parameters, launched_by, template_id, ?, 'DRAFT'
                            from lora_version where id = ?""")
                    .params(
                            UUID.randomUUID(),
                            number,
                            UUID.randomUUID(),
                            Timestamp.from(SettableClock.START.minus(Duration.ofDays(400))),
                            version.value())
                    .update();
        }
    }

    @Test
    void moreVersionsToSignAgainTakeNoMoreStatements() {
        people.signIn(ines);
        rules.change(new ReviewRules(2, true));
        signedAndChanged();
        people.signIn(jon);
        int forOne = statementsOf(() -> assertThat(inbox.lines()).hasSize(1));

        signedAndChanged();
        signedAndChanged();
        people.signIn(jon);
        assertThat(statementsOf(() -> assertThat(inbox.lines())
                        .extracting(ReviewInboxLine::need)
                        .containsExactly(Need.FOR_MY_RENEWAL, Need.FOR_MY_RENEWAL, Need.FOR_MY_RENEWAL)))
                .isEqualTo(forOne);
    }

    private void signedAndChanged() {
        VersionId id = inReview();
        people.signIn(jon);
        tickAll(id);
        reviews.signOff(id, seen(id));
        checklist.untick(id, "face", "Looked again.");
    }

    private Need needOf(SignedInPerson who) {
        people.signIn(who);
        return inbox.lines().getFirst().need();
    }
}
