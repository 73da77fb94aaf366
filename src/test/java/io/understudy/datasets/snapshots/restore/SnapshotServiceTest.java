package io.understudy.datasets.snapshots.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.characters.CharacterDraft;
import io.understudy.characters.CharacterSummary;
import io.understudy.datasets.DatasetTest;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.SnapshotEntry;
import io.understudy.datasets.SnapshotSummary;
import io.understudy.datasets.TestDatasets;
import io.understudy.datasets.captions.CaptionService;
import io.understudy.datasets.captions.CaptionUndoService;
import io.understudy.datasets.consent.PhotoConsentService;
import io.understudy.datasets.consent.PhotoRevision;
import io.understudy.datasets.images.PictureChoices;
import io.understudy.datasets.images.RemovedPictureCleanup;
import io.understudy.datasets.quality.PictureFilter;
import io.understudy.datasets.snapshots.SnapshotLine;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.RunAs;
import io.understudy.platform.search.ListOrder;
import io.understudy.platform.search.SearchText;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.storage.BlobHash;
import io.understudy.support.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

@RecordApplicationEvents
class SnapshotServiceTest extends DatasetTest {
    @Autowired
    private SnapshotService snapshots;

    @Autowired
    private CaptionService captions;

    @Autowired
    private PictureChoices choices;

    @Autowired
    private CaptionUndoService undo;

    @Autowired
    private RemovedPictureCleanup removed;

    @Autowired
    private PhotoConsentService ledger;

    @Autowired
    private SettableClock clock;

    @Autowired
    private ApplicationEvents events;

    private List<PictureSummary> pictures;

    @BeforeEach
    void threeCaptionedPictures() {
        pictures = TestDatasets.fill(intake, datasets, ava, 3);
        captions.save(id(0), "", "ohwx woman, red coat");
        captions.save(id(1), "", "ohwx woman, park");
    }

    @Test
    void aSnapshotHasTheNameThatAPersonGaveIt() {
        SnapshotSummary frozen = snapshots.freeze(ava, "  Before the\nnew photos ", true);
        assertThat(snapshots.page(ava, Pageable.ofSize(10)))
                .containsExactly(new SnapshotLine(frozen, "Before the new photos", "Mara", 0));
        snapshots.rename(frozen.id(), "First set");
        assertThat(snapshots.find(ava, frozen.id().brief()).orElseThrow().title())
                .isEqualTo("First set");
        snapshots.rename(frozen.id(), " ");
        assertThat(snapshots
                        .page(ava, Pageable.ofSize(10))
                        .getContent()
                        .getFirst()
                        .title())
                .isEqualTo(frozen.id().brief());
        assertThat(events.stream(AuditEvent.class).map(AuditEvent::verb).filter("snapshot.renamed"::equals))
                .hasSize(3);
    }

    @Test
    void repeatsArePartOfASnapshotAndComeBackWithIt() {
        choices.repeat(List.of(id(0)), 5);
        SnapshotSummary repeated = snapshots.freeze(ava, "Repeated", true);
        choices.repeat(List.of(id(0)), 1);
        SnapshotSummary plain = snapshots.freeze(ava, "Plain", true);

        assertThat(plain.id()).isNotEqualTo(repeated.id());
        assertThat(datasets.diff(plain.id(), repeated.id()).inWords()).isEqualTo("repeats of 1 picture changed");
        assertThat(snapshots.epoch(repeated.id()).words()).isEqualTo("2 pictures once, 1 picture 5 times");

        snapshots.restore(repeated.id());
        assertThat(datasets.picture(id(0)).repeats()).isEqualTo(5);
        assertThat(snapshots.freeze(ava, "", true).id()).isEqualTo(repeated.id());
    }

    @Test
    void aLongListComesInPagesAndIsSearchedByNameAndId() {
        List<SnapshotSummary> frozen = new ArrayList<>();
        String caption = "ohwx woman, red coat";
        for (int i = 1; i <= 5; i++) {
            captions.save(id(0), caption, "ohwx woman, coat " + i);
            caption = "ohwx woman, coat " + i;
            clock.advance(Duration.ofMinutes(1));
            frozen.add(snapshots.freeze(ava, "Set_" + i, true));
        }

        Page<SnapshotLine> second = snapshots.page(ava, PageRequest.of(1, 2));

        assertThat(second.getTotalElements()).isEqualTo(5);
        assertThat(second).extracting(SnapshotLine::name).containsExactly("Set_3", "Set_2");
        assertThat(found("set_4")).containsExactly("Set_4");
        assertThat(found("set%")).isEmpty();
        assertThat(found(frozen.getFirst().id().brief())).containsExactly("Set_1");
        assertThat(snapshots.find(ava, frozen.getFirst().id().hash().substring(0, 7)))
                .isEmpty();
        assertThat(snapshots.find(ava, "%%%%%%%%")).isEmpty();
    }

    @Test
    void inTheOrderOfNamesThoseWithoutOneComeLast() {
        snapshots.freeze(ava, "second", true);
        captions.save(id(0), "ohwx woman, red coat", "ohwx woman, blue coat");
        snapshots.freeze(ava, "", true);
        captions.save(id(0), "ohwx woman, blue coat", "ohwx woman, green coat");
        snapshots.freeze(ava, "First", true);

        assertThat(snapshots.page(ava, new SearchText(""), ListOrder.NAME, Pageable.ofSize(10)))
                .extracting(SnapshotLine::name)
                .containsExactly("First", "second", null);
    }

    private List<String> found(String text) {
        return snapshots
                .page(ava, new SearchText(text), ListOrder.NEWEST, Pageable.ofSize(10))
                .map(SnapshotLine::title)
                .getContent();
    }

    @Test
    void aNameThatIsTooLongIsRefusedBeforeAnythingIsFrozen() {
        assertThatThrownBy(() -> snapshots.freeze(ava, "x".repeat(81), true))
                .isInstanceOfSatisfying(
                        DomainException.RuleViolation.class,
                        refusal -> assertThat(refusal.field()).isEqualTo("name"));
        assertThat(snapshots.page(ava, Pageable.ofSize(10))).isEmpty();
    }

    @Test
    void theSameContentIsTheSameSnapshotUnderItsNewName() {
        SnapshotSummary first = snapshots.freeze(ava, "One", true);
        SnapshotSummary second = snapshots.freeze(ava, "Two", true);
        assertThat(second).isEqualTo(first);
        assertThat(snapshots.page(ava, Pageable.ofSize(10)))
                .extracting(SnapshotLine::name)
                .containsExactly("Two");
    }

    @Test
    void restoringBringsBackPicturesCaptionsAndOrderAndKeepsTheWayBack() {
        SnapshotSummary first = snapshots.freeze(ava, "First", true);
        captions.save(id(0), "ohwx woman, red coat", "ohwx woman, blue coat");
        datasets.exclude(id(1));
        datasets.remove(List.of(id(2)));
        TestDatasets.take(intake, ava, "4.jpg", TestDatasets.photo(4));
        SnapshotSummary now = snapshots.freeze(ava, "", true);

        RestoredSnapshot restored = snapshots.restore(first.id());

        assertThat(restored.before()).isEqualTo(now);
        assertThat(restored.changes().inWords()).isEqualTo("+2 pictures, −1 picture, 1 caption changed");
        assertThat(datasets.freeze(ava, true).id()).isEqualTo(first.id());
        assertThat(datasets.pictures(ava, PictureFilter.ALL, 0, 10).pictures())
                .extracting(PictureSummary::fileName)
                .containsExactly("1.jpg", "2.jpg", "3.jpg", "4.jpg");
        assertThat(snapshots.find(ava, now.id().brief()).orElseThrow().name())
                .isEqualTo("Before restoring " + first.id().brief());
        snapshots.restore(Objects.requireNonNull(restored.before()).id());
        assertThat(datasets.freeze(ava, true).id()).isEqualTo(now.id());
    }

    @Test
    void picturesThatAreGoneForGoodComeBackFromTheSnapshotsOwnBytes() {
        SnapshotSummary first = snapshots.freeze(ava, "First", true);
        datasets.remove(List.of(id(0), id(1)));
        clock.advance(RemovedPictureCleanup.KEPT.plusDays(1));
        RunAs.run(removed::purge);
        people.signIn(people.member("Bo"));
        snapshots.restore(first.id());
        assertThat(datasets.freeze(ava, true).id()).isEqualTo(first.id());
        PictureSummary back =
                datasets.pictures(ava, PictureFilter.ALL, 0, 10).pictures().getFirst();
        assertThat(back.fileName()).isEqualTo("1.jpg");
        assertThat(back.size()).isEqualTo(pictures.getFirst().size());
        // Mara wrote what came back: she keeps her hand in every dataset that it is part of.
        captions.save(back.id(), back.caption(), "ohwx woman, hat");
        assertThat(datasets.contributors(datasets.freeze(ava, true).id())).contains(mara.accountId());
    }

    @Test
    void aPhotoThatWasWithdrawnSinceStaysOut() {
        SnapshotSummary first = snapshots.freeze(ava, "First", true);
        BlobHash photo = datasets.entries(first.id()).get(1).original();
        people.signIn(people.admin("Lea"));
        ledger.withdraw(List.of(new PhotoRevision(photo, "2.jpg", -1)), "She asked for it.");
        RestoredSnapshot restored = snapshots.restore(first.id());
        assertThat(restored.withdrawn()).isEqualTo(1);
        assertThat(datasets.entries(datasets.freeze(ava, true).id()))
                .extracting(SnapshotEntry::fileName)
                .containsExactly("1.jpg", "3.jpg");
    }

    @Test
    void restoringWhatIsThereAlreadyChangesNothing() {
        SnapshotSummary first = snapshots.freeze(ava, "First", true);
        RestoredSnapshot restored = snapshots.restore(first.id());
        assertThat(restored.before()).isNull();
        assertThat(restored.changes().count()).isZero();
        assertThat(events.stream(AuditEvent.class).map(AuditEvent::verb)).doesNotContain("snapshot.restored");
    }

    @Test
    void theCaptionsOfARestoreCanBeTakenBackAlone() {
        SnapshotSummary first = snapshots.freeze(ava, "First", true);
        captions.save(id(0), "ohwx woman, red coat", "ohwx woman, blue coat");
        snapshots.restore(first.id());
        assertThat(undo.undo(ava).changed()).isEqualTo(1);
        assertThat(datasets.picture(id(0)).caption()).isEqualTo("ohwx woman, blue coat");
    }

    @Test
    void theTriggerWordOfTheCharacterStaysAndTheDifferenceSaysSo() {
        SnapshotSummary first = snapshots.freeze(ava, "First", true);
        CharacterSummary before = characters.get(ava);
        characters.edit(ava, before.rowVersion(), CharacterDraft.of(before.name(), before.subject(), "zxqv woman", ""));
        assertThat(snapshots.restorePreview(first.id()).inWords())
                .isEqualTo("trigger word “zxqv woman” became “ohwx woman”");
        snapshots.restore(first.id());
        assertThat(characters.get(ava).triggerWord()).isEqualTo(new TriggerWord("zxqv woman"));
    }

    private PictureId id(int index) {
        return pictures.get(index).id();
    }
}
