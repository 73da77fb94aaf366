package io.understudy.datasets.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.understudy.datasets.DatasetOverview;
import io.understudy.datasets.DatasetTest;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.PicturePage;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.SnapshotEntry;
import io.understudy.datasets.SnapshotSummary;
import io.understudy.datasets.TestDatasets;
import io.understudy.datasets.captions.CaptionService;
import io.understudy.datasets.quality.PictureFilter;
import io.understudy.identity.SignedInPerson;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.RunAs;
import io.understudy.support.SettableClock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.domain.Pageable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

@RecordApplicationEvents
class DatasetServiceTest extends DatasetTest {
    @Autowired
    private CaptionService captions;

    @Autowired
    private RemovedPictureCleanup removed;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private SettableClock clock;

    @Autowired
    private ApplicationEvents events;

    @Test
    void theSetIsCountedAsTheGuideLooksAtIt() {
        List<PictureSummary> pictures = TestDatasets.fill(intake, datasets, ava, 3);
        TestDatasets.take(intake, ava, "small.jpg", TestDatasets.smallPhoto(9));
        datasets.exclude(pictures.get(0).id());
        captions.save(pictures.get(1).id(), "", "a portrait");
        assertThat(datasets.overview(ava)).isEqualTo(new DatasetOverview(4, 2, 1, 1, 0, 2, 1, 1, 0, 0, 0));
        assertThat(datasets.includedPictures(ava)).isEqualTo(2);
        assertThat(datasets.pictures(ava, PictureFilter.EXCLUDED, 0, 10).total())
                .isEqualTo(2);
    }

    @Test
    void theFirstPictureStandsForACharacterWithoutACover() {
        List<PictureSummary> pictures = TestDatasets.fill(intake, datasets, ava, 2);
        assertThat(characters.get(ava).cover()).isEqualTo(pictures.getFirst().thumbnail());

        characters.useAsCover(ava, pictures.getLast().thumbnail());
        TestDatasets.take(intake, ava, "3.jpg", TestDatasets.photo(3));
        assertThat(characters.get(ava).cover()).isEqualTo(pictures.getLast().thumbnail());
    }

    @Test
    void aLaterPageThanTheLastIsTheLast() {
        TestDatasets.fill(intake, datasets, ava, 5);
        PicturePage page = datasets.pictures(ava, PictureFilter.ALL, 9, 2);
        assertThat(page.page()).isEqualTo(2);
        assertThat(page.pictures()).extracting(PictureSummary::fileName).containsExactly("5.jpg");
        assertThat(page.total()).isEqualTo(5);
    }

    @Test
    void whatWasRemovedComesBackToItsPlace() {
        List<PictureSummary> pictures = TestDatasets.fill(intake, datasets, ava, 3);
        datasets.remove(List.of(pictures.get(1).id()));
        assertThat(names()).containsExactly("1.jpg", "3.jpg");
        datasets.restore(List.of(pictures.get(1).id()));
        assertThat(names()).containsExactly("1.jpg", "2.jpg", "3.jpg");
        assertThat(verbs()).contains("picture.removed", "picture.restored");
    }

    @Test
    void whatSomeoneElseChangesBetweenTheCheckAndTheChangeIsNotLost() {
        PictureId picture =
                TestDatasets.fill(intake, datasets, ava, 1).getFirst().id();
        TransactionTemplate apart = new TransactionTemplate(transactions);
        apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        int times = 1;
        for (Consumer<PictureId> change : List.<Consumer<PictureId>>of(
                datasets::exclude, id -> datasets.repeat(id, 9), id -> datasets.remove(List.of(id)))) {
            int others = ++times;

            assertThatThrownBy(() -> datasets.change(
                            picture,
                            seen -> apart.executeWithoutResult(step -> datasets.repeat(picture, others)),
                            change))
                    .isInstanceOf(OptimisticLockingFailureException.class);

            PictureSummary now = datasets.picture(picture);
            assertThat(now.repeats()).isEqualTo(others);
            assertThat(now.included()).isTrue();
            assertThat(now.removed()).isFalse();
        }
    }

    @Test
    void whatWasAddedAgainMeanwhileIsNotRestoredBesideItself() {
        PictureSummary picture = TestDatasets.fill(intake, datasets, ava, 1).getFirst();
        datasets.remove(List.of(picture.id()));
        TestDatasets.take(intake, ava, "again.jpg", TestDatasets.photo(1));
        assertThatThrownBy(() -> datasets.restore(List.of(picture.id())))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("again.jpg");
    }

    @Test
    @Tag("twice")
    void removedPicturesAreForgottenAfterThirtyDaysButSnapshotsKeepTheirBytes() {
        List<PictureSummary> pictures = TestDatasets.fill(intake, datasets, ava, 2);
        datasets.exclude(pictures.get(1).id());
        SnapshotSummary snapshot = datasets.freeze(ava, true);
        datasets.remove(pictures.stream().map(PictureSummary::id).toList());
        clock.advance(Duration.ofDays(29));
        purge();
        assertThat(datasets.picture(pictures.get(1).id()).fileName()).isEqualTo("2.jpg");
        clock.advance(Duration.ofDays(2));
        purge();
        assertThatThrownBy(() -> datasets.picture(pictures.get(1).id())).isInstanceOf(DomainException.NotFound.class);
        assertThat(references(
                        datasets.entries(snapshot.id()).getFirst().original().hex()))
                .isEqualTo(1);
        assertThat(references(pictures.get(1).display().hex())).isZero();
    }

    @Test
    void fewerPicturesThanTheGuidesMinimumNeedAConfirmation() {
        TestDatasets.fill(intake, datasets, ava, 2);
        assertThatThrownBy(() -> datasets.freeze(ava, false))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("Only 2 of at least 15");
        assertThat(datasets.freeze(ava, true).pictures()).isEqualTo(2);
    }

    @Test
    void anEmptySetIsNeverFrozen() {
        assertThatThrownBy(() -> datasets.freeze(ava, true)).isInstanceOf(DomainException.RuleViolation.class);
    }

    @Test
    void theSameContentIsTheSameSnapshot() {
        PictureSummary first = TestDatasets.fill(intake, datasets, ava, 2).getFirst();
        SnapshotSummary snapshot = datasets.freeze(ava, true);
        assertThat(datasets.freeze(ava, true)).isEqualTo(snapshot);
        captions.save(first.id(), "", "ohwx woman, close-up");
        SnapshotSummary captioned = datasets.freeze(ava, true);
        assertThat(captioned.id()).isNotEqualTo(snapshot.id());
        captions.save(first.id(), "ohwx woman, close-up", "");
        assertThat(datasets.freeze(ava, true).id()).isEqualTo(snapshot.id());
        assertThat(datasets.snapshots(ava, Pageable.ofSize(10))).hasSize(2);
        assertThat(verbs().stream().filter("snapshot.frozen"::equals)).hasSize(2);
    }

    @Test
    void aSnapshotDoesNotMoveWhenTheSetDoes() {
        List<PictureSummary> pictures = TestDatasets.fill(intake, datasets, ava, 2);
        SnapshotSummary snapshot = datasets.freeze(ava, true);
        captions.save(pictures.get(0).id(), "", "another caption");
        datasets.remove(List.of(pictures.get(1).id()));
        assertThat(datasets.entries(snapshot.id()))
                .extracting(SnapshotEntry::fileName, SnapshotEntry::caption)
                .containsExactly(tuple("1.jpg", ""), tuple("2.jpg", ""));
    }

    @Test
    void twoSnapshotsAreToldApartInWords() {
        List<PictureSummary> pictures = TestDatasets.fill(intake, datasets, ava, 3);
        SnapshotSummary before = datasets.freeze(ava, true);
        TestDatasets.take(intake, ava, "4.jpg", TestDatasets.photo(4));
        datasets.exclude(pictures.get(2).id());
        captions.save(pictures.get(0).id(), "", "ohwx woman");
        SnapshotSummary after = datasets.freeze(ava, true);
        assertThat(datasets.diff(before.id(), after.id()).inWords())
                .isEqualTo("+1 picture, −1 picture, 1 caption changed");
        assertThat(datasets.changesSince(after.id()).inWords()).isEqualTo("no change");
        assertThat(datasets.changesSince(before.id()).count()).isEqualTo(3);
    }

    @Test
    void everybodyWithAHandInASnapshotIsKnown() {
        List<PictureSummary> pictures = TestDatasets.fill(intake, datasets, ava, 2);
        SignedInPerson bo = people.signIn(people.member("Bo"));
        captions.save(pictures.get(0).id(), "", "ohwx woman");
        SignedInPerson cleo = people.signIn(people.member("Cleo"));
        captions.save(pictures.get(0).id(), "ohwx woman", "ohwx woman, smiling");
        SnapshotSummary snapshot = datasets.freeze(ava, true);
        assertThat(datasets.contributors(snapshot.id()))
                .containsExactlyInAnyOrder(mara.accountId(), bo.accountId(), cleo.accountId());
    }

    @Test
    void whoArrivesAtTheSameContentLaterJoinsItsContributors() {
        PictureSummary picture = TestDatasets.fill(intake, datasets, ava, 1).getFirst();
        captions.save(picture.id(), "", "ohwx woman");
        SnapshotSummary snapshot = datasets.freeze(ava, true);
        SignedInPerson bo = people.signIn(people.member("Bo"));
        captions.save(picture.id(), "ohwx woman", "ohwx woman, smiling");
        captions.save(picture.id(), "ohwx woman, smiling", "ohwx woman");
        assertThat(datasets.freeze(ava, true).id()).isEqualTo(snapshot.id());
        assertThat(datasets.contributors(snapshot.id())).contains(bo.accountId());
    }

    private void purge() {
        RunAs.run(removed::purge);
    }

    private List<String> names() {
        return datasets.pictures(ava, PictureFilter.ALL, 0, 100).pictures().stream()
                .map(PictureSummary::fileName)
                .toList();
    }

    private List<String> verbs() {
        return events.stream(AuditEvent.class).map(AuditEvent::verb).toList();
    }

    private long references(String hash) {
        Long count = jdbc.queryForObject("select reference_count from blob where hash = ?", Long.class, hash);
        return count == null ? -1 : count;
    }
}
