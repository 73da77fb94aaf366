package io.understudy.versions.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.consent.LedgerFilter;
import io.understudy.datasets.consent.LedgerLine;
import io.understudy.datasets.consent.PhotoConsentService;
import io.understudy.datasets.images.decoding.PictureEdit;
import io.understudy.datasets.quality.MeasureService;
import io.understudy.datasets.quality.MeasureTopic;
import io.understudy.datasets.quality.vision.ShotType;
import io.understudy.platform.core.RunAs;
import io.understudy.versions.ReviewAction;
import io.understudy.versions.VersionId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.Pageable;

/** Who shapes the dataset is a maker of what is trained on it; who only looks at it is none. */
class FourEyesPicturesTest extends FourEyesAcceptanceTest {
    @Autowired
    private MeasureService measures;

    @Autowired
    private PhotoConsentService consents;

    @Test
    void whoOnlyLookedIsNoMaker() {
        people.signIn(lin);
        pictures(ava);
        measures.measuresOf(ava);
        consents.page(ava, LedgerFilter.ALL, 0, 10);
        snapshots.page(ava, Pageable.ofSize(10));

        VersionId id = trained(ava);

        assertOnlyMaraMadeIt(id);
        people.signIn(lin);
        assertThat(obstacles(id)).noneMatch(words -> words.contains("someone else signs"));
    }

    @Test
    void whoLeavesPicturesOutIsAMaker() {
        people.signIn(jon);
        datasets.exclude(photos.get(0).id());
        datasets.exclude(photos.get(1).id());

        assertJonIsKeptOut(trained(ava), "left out 2 pictures");
    }

    @Test
    void includingAgainByAnotherPersonDoesNotWashOffWhoLeftOut() {
        people.signIn(jon);
        datasets.exclude(photos.get(0).id());
        people.signIn(mara);
        datasets.include(photos.get(0).id());
        datasets.remove(List.of(photos.get(0).id()));

        assertJonIsKeptOut(trained(ava), "left out 1 picture");
    }

    @Test
    void thePictureThatWasLeftOutMayBeForgottenButNotWhoLeftItOut() {
        people.signIn(jon);
        datasets.exclude(photos.get(0).id());
        people.signIn(mara);
        datasets.remove(List.of(photos.get(0).id()));
        clock.advance(Duration.ofDays(31));
        jdbc.sql("delete from picture where removed_at is not null").update();

        assertJonIsKeptOut(trained(ava), "left out 1 picture");
    }

    @Test
    void whoIncludesAPictureIsAMaker() {
        datasets.exclude(photos.get(0).id());
        people.signIn(jon);
        datasets.include(photos.get(0).id());

        assertJonIsKeptOut(trained(ava), "included 1 picture");
    }

    @Test
    void whoRemovesPicturesIsAMaker() {
        people.signIn(jon);
        datasets.remove(List.of(photos.get(0).id(), photos.get(1).id()));

        assertJonIsKeptOut(trained(ava), "removed 2 pictures");
    }

    @Test
    void whoRestoresPicturesIsAMaker() {
        datasets.remove(List.of(photos.get(0).id()));
        people.signIn(jon);
        datasets.restore(List.of(photos.get(0).id()));

        assertJonIsKeptOut(trained(ava), "restored 1 picture");
    }

    @Test
    void whoWithdrawsPhotosShapesTheSetByThat() {
        people.signIn(jon);
        LedgerLine line = consents.page(ava, LedgerFilter.ALL, 0, 10).lines().getFirst();
        consents.withdraw(List.of(line.revision()), "She does not want this one to be used.");

        assertJonIsKeptOut(trained(ava), "withdrew 1 picture");
    }

    @Test
    void whoCropsAPictureIsAMakerAlsoWhenTheCropIsLeftOutLater() {
        people.signIn(jon);
        PictureSummary crop = edits.derive(photos.get(0).id(), new PictureEdit(0, 0, 0, 900, 900), true);
        people.signIn(mara);
        datasets.exclude(crop.id());

        assertJonIsKeptOut(trained(ava), "left out 1 picture");
    }

    @Test
    void whoTakesACropBackIsAMaker() {
        PictureSummary crop = edits.derive(photos.get(0).id(), new PictureEdit(0, 0, 0, 900, 900), true);
        people.signIn(jon);
        edits.backToSource(crop.id());

        assertJonIsKeptOut(trained(ava), "included 1 picture and removed 1 picture");
    }

    @Test
    void whoRestoresASnapshotIsAMaker() {
        SnapshotId before = snapshots.freeze(ava, "All four", true).id();
        datasets.exclude(photos.get(0).id());
        people.signIn(jon);
        snapshots.restore(before);

        assertJonIsKeptOut(trained(ava), "restored a snapshot");
    }

    @Test
    void whoOverrulesAMeasureIsAMaker() {
        people.signIn(jon);
        measures.overrule(photos.get(0).id(), MeasureTopic.SHARPNESS, "Meant to be soft.");
        measures.correctShot(List.of(photos.get(1).id()), ShotType.CLOSE_UP, "");

        assertJonIsKeptOut(trained(ava), "overruled a measure of 2 pictures");
    }

    @Test
    void whoLetsAMeasureCountAgainIsAMaker() {
        measures.overrule(photos.get(0).id(), MeasureTopic.SHARPNESS, "Meant to be soft.");
        people.signIn(jon);
        measures.withdraw(photos.get(0).id(), MeasureTopic.SHARPNESS);

        assertJonIsKeptOut(trained(ava), "overruled a measure of 1 picture");
    }

    @Test
    void whoChoosesTheReferenceFaceIsAMaker() {
        jdbc.sql("""
                        insert into picture_measure (picture_id, method, measured_at, faces_read, identity_read)
                        values (?, 1, current_timestamp, true, true)""").param(photos.get(0).id().value()).update();
        jdbc.sql("insert into face_embedding (picture_id, numbers) values (?, ?)")
                .params(photos.get(0).id().value(), new byte[] {0})
                .update();
        people.signIn(jon);
        measures.chooseReference(photos.get(0).id());

        assertJonIsKeptOut(trained(ava), "chose as reference face 1 picture");
    }

    @Test
    void whatTheProductItselfBringsHasNoMakerAmongPeople() {
        RunAs.run(() -> {
            upload(ava, "drawn.jpg", photo(8));
            measures.measuresOf(ava);
        });

        assertOnlyMaraMadeIt(trained(ava));
    }

    private void assertOnlyMaraMadeIt(VersionId id) {
        assertThat(makers(id)).singleElement().satisfies(maker -> {
            assertThat(maker.name()).isEqualTo("Mara");
            assertThat(maker.actions()).matches("uploaded 4 pictures, chose the trigger word and launched run \\d+");
        });
    }

    private List<String> obstacles(VersionId id) {
        people.signIn(mara);
        reviews.submit(id, versions.details(id).revision());
        people.signIn(lin);
        return versions.details(id).availableActions().stream()
                .filter(availableAction -> availableAction.action() == ReviewAction.SIGN_OFF)
                .flatMap(availableAction -> availableAction.obstacles().stream())
                .toList();
    }
}
