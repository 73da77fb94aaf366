package io.understudy.datasets.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.Exclusion;
import io.understudy.datasets.OpenVerdict;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.TestDatasets;
import io.understudy.datasets.images.PictureChoices;
import io.understudy.datasets.intake.PictureIntake;
import io.understudy.datasets.quality.PictureFilter;
import io.understudy.datasets.snapshots.restore.SnapshotService;
import io.understudy.identity.People;
import io.understudy.identity.SignedInPerson;
import io.understudy.support.StudioTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;

@StudioTest
class ConsensusServiceTest {
    @Autowired
    private ConsensusService consensus;

    @Autowired
    private DatasetService datasets;

    @Autowired
    private PictureChoices choices;

    @Autowired
    private SnapshotService snapshots;

    @Autowired
    private OpenVerdictRepository repository;

    @Autowired
    private CharacterService characters;

    @Autowired
    private PictureIntake intake;

    @Autowired
    private People people;

    private SignedInPerson ulla;
    private SignedInPerson lin;
    private SignedInPerson mara;
    private SignedInPerson mo;
    private CharacterId ava;
    private List<PictureId> photos;

    @BeforeEach
    void aDatasetOfUllasThatAsksForTwoPeople() {
        lin = people.reviewer("Lin");
        mara = people.member("Mara");
        mo = people.member("Mo");
        ulla = people.signIn(people.member("Ulla"));
        ava = TestDatasets.ava(characters);
        photos = TestDatasets.fill(intake, datasets, ava, 3).stream()
                .map(PictureSummary::id)
                .toList();
        people.signIn(lin);
        consensus.ask(ava, true);
    }

    @Test
    @Tag("attack")
    void oneOfTwoLeavesNothingOutAndIsFound() {
        leaveOut(mara);
        leaveOut(mara);

        PictureSummary shown = datasets.picture(photos.getFirst());
        assertThat(shown.included()).isTrue();
        assertThat(shown.open()).singleElement().satisfies(said -> {
            assertThat(said.by()).isEqualTo("Mara");
            assertThat(said.answer()).isEqualTo(OpenVerdict.LEFT_OUT);
            assertThat(consensus.isOwn(said)).isTrue();
        });
        assertThat(datasets.includedPictures(ava)).isEqualTo(3);
        assertThat(datasets.guideCount(ava).pictures()).isEqualTo(3);
        assertThat(datasets.overview(ava).awaitingSecond()).isEqualTo(1);
        assertThat(found(PictureFilter.ONE_OF_TWO)).containsExactly(photos.getFirst());
        assertThat(found(PictureFilter.DISPUTED)).isEmpty();
        SnapshotId frozen = datasets.freeze(ava, true).id();
        assertThat(datasets.entries(frozen)).hasSize(3);
        assertThat(datasets.contributors(frozen)).containsExactly(ulla.accountId());
    }

    @Test
    void theSecondWhoSaysTheSameDecidesAndBothAreMakers() {
        leaveOut(mara);
        leaveOut(mo);

        PictureSummary shown = datasets.picture(photos.getFirst());
        assertThat(shown.exclusion()).isEqualTo(Exclusion.BY_HAND);
        assertThat(shown.open()).isEmpty();
        assertThat(datasets.guideCount(ava).pictures()).isEqualTo(2);
        assertThat(datasets.overview(ava).awaitingSecond()).isZero();
        SnapshotId frozen = datasets.freeze(ava, true).id();
        assertThat(datasets.entries(frozen)).hasSize(2);
        assertThat(datasets.contributors(frozen))
                .containsExactlyInAnyOrder(ulla.accountId(), mara.accountId(), mo.accountId());

        keep(mo);
        assertThat(datasets.picture(photos.getFirst()).included()).isFalse();
        keep(lin);
        assertThat(datasets.picture(photos.getFirst()).included()).isTrue();
    }

    @Test
    void peopleWhoDisagreeAreFoundUntilAThirdSaysWhatOneOfThemSaid() {
        leaveOut(mara);
        keep(mo);

        assertThat(datasets.picture(photos.getFirst()).included()).isTrue();
        assertThat(datasets.overview(ava).disputed()).isEqualTo(1);
        assertThat(found(PictureFilter.DISPUTED)).containsExactly(photos.getFirst());

        keep(lin);
        assertThat(datasets.picture(photos.getFirst()).included()).isTrue();
        assertThat(consensus.open(ava)).isEmpty();
        assertThat(datasets.contributorsNow(ava))
                .containsExactlyInAnyOrder(ulla.accountId(), mo.accountId(), lin.accountId());
    }

    @Test
    void whoTakesTheirWordBackLeavesNothingOpen() {
        leaveOut(mara);
        keep(mara);

        assertThat(consensus.open(photos.getFirst())).isEmpty();
        assertThat(datasets.contributorsNow(ava)).containsExactly(ulla.accountId());
    }

    @Test
    void manyPicturesAtOnceCountWhereTwoAgree() {
        people.signIn(mara);
        assertThat(choices.exclude(photos)).isEmpty();
        people.signIn(mo);

        assertThat(choices.exclude(photos.subList(1, 3))).containsExactlyInAnyOrderElementsOf(photos.subList(1, 3));

        assertThat(datasets.includedPictures(ava)).isEqualTo(1);
        assertThat(found(PictureFilter.ONE_OF_TWO)).containsExactly(photos.getFirst());
        assertThat(choices.include(photos.subList(2, 3))).isEmpty();
        people.signIn(lin);
        assertThat(choices.include(photos.subList(2, 3))).containsExactly(photos.get(2));
    }

    @Test
    @Tag("attack")
    void aSnapshotBringsBackWhatTwoLeftOutOnceASecondRestoresIt() {
        SnapshotId before = datasets.freeze(ava, true).id();
        leaveOut(mara);
        leaveOut(mo);

        assertThat(snapshots.restore(before).awaiting()).isEqualTo(1);
        assertThat(datasets.picture(photos.getFirst()).included()).isFalse();

        people.signIn(lin);
        assertThat(snapshots.restore(before).awaiting()).isZero();
        assertThat(datasets.picture(photos.getFirst()).included()).isTrue();
        assertThat(datasets.contributorsNow(ava)).contains(mo.accountId(), lin.accountId());
    }

    @Test
    void twoWhoTurnItOnAtOnceDoNotMeetAnError() {
        people.signIn(lin);
        repository.ask(ava);

        assertThat(consensus.isAsked(ava)).isTrue();
    }

    @Test
    @Tag("attack")
    void aReviewerTurnsItOffAndOneIsEnoughAgain() {
        leaveOut(mara);
        assertThat(consensus.mayChange()).isFalse();
        assertThatThrownBy(() -> consensus.ask(ava, false)).isInstanceOf(AccessDeniedException.class);

        people.signIn(lin);
        assertThat(consensus.mayChange()).isTrue();
        consensus.ask(ava, false);
        assertThat(consensus.isAsked(ava)).isFalse();
        assertThat(consensus.open(ava)).isEmpty();
        assertThat(datasets.picture(photos.getFirst()).included()).isTrue();

        leaveOut(mo);
        assertThat(datasets.picture(photos.getFirst()).included()).isFalse();
    }

    private void leaveOut(SignedInPerson person) {
        people.signIn(person);
        datasets.exclude(photos.getFirst());
    }

    private void keep(SignedInPerson person) {
        people.signIn(person);
        datasets.include(photos.getFirst());
    }

    private List<PictureId> found(PictureFilter filter) {
        return datasets.pictures(ava, filter, 0, 10).pictures().stream()
                .map(PictureSummary::id)
                .toList();
    }
}
