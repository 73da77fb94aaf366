package io.understudy.versions.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.platform.core.DomainException;
import io.understudy.storage.BlobHash;
import io.understudy.storage.Serving;
import io.understudy.training.SamplePicture;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionsTest;
import io.understudy.versions.checklist.evidence.Evidence;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.security.access.AccessDeniedException;

@Tag("rules")
class ChecklistServiceTest extends VersionsTest {
    private static final List<Evidence> FACT = List.of(Evidence.fact("Holds in all twelve pictures."));

    @Test
    void aTickNamesWhoLookedAtWhatAndWhen() {
        VersionId id = inReview();
        people.signIn(jon);

        checklist.tick(id, "body", "  Limbs and height as in the photos. ", samples(id, 2));

        TickDetails tick = Objects.requireNonNull(line(id, "body").tick());
        assertThat(tick.tickedBy()).isEqualTo("Jon");
        assertThat(tick.tickedAt()).isEqualTo(clock.instant());
        assertThat(tick.note()).isEqualTo("Limbs and height as in the photos.");
        assertThat(tick.evidence()).isEqualTo(samples(id, 2));
    }

    @Test
    void thePicturesBehindATickAreKept() {
        VersionId id = inReview();
        people.signIn(jon);
        BlobHash picture = runs.picture(7, 99);

        checklist.tick(id, "strengths", "Drawn at 0.7, 0.9 and 1.1.", List.of(Evidence.picture(picture, "at 1.1")));

        assertThat(jdbc.sql("select reference_count from blob where hash = ?")
                        .param(picture.hex())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void theFaceNeedsTenPicturesOrAFactInWords() {
        VersionId id = inReview();
        people.signIn(jon);

        refusedIn("evidence", () -> checklist.tick(id, "face", "Looked.", samples(id, 9)));
        checklist.tick(id, "face", "Looked.", samples(id, 10));
        assertThat(line(id, "face").isTicked()).isTrue();
    }

    @Test
    void theSamePictureTenTimesIsOnePicture() {
        VersionId id = inReview();
        people.signIn(jon);
        List<Evidence> ten = Collections.nCopies(10, samples(id, 1).getFirst());

        refusedIn("evidence", () -> checklist.tick(id, "face", "Looked.", ten));
    }

    @Test
    void aTickWithoutANoteOrEvidenceIsRefused() {
        VersionId id = inReview();
        people.signIn(jon);

        refusedIn("note", () -> checklist.tick(id, "body", " ", FACT));
        refusedIn("evidence", () -> checklist.tick(id, "body", "Looked.", List.of()));
        refusedIn("evidence", () -> checklist.tick(id, "body", "Looked.", List.of(Evidence.fact(" "))));
    }

    @Test
    @Tag("attack")
    void severalItemsAreTickedTogetherOrNotAtAllEachWithItsOwnNoteAndEvidence() {
        VersionId id = inReview();
        people.signIn(jon);
        NewTick body = new NewTick("body", "The limbs.", samples(id, 2));

        refusedIn("face", () -> checklist.tickAll(id, List.of(body, new NewTick("face", "The jaw.", samples(id, 9)))));
        assertThat(line(id, "body").isTicked()).isFalse();
        refusedIn("face", () -> checklist.tickAll(id, List.of(body, new NewTick("face", " ", samples(id, 10)))));
        checklist.tickAll(id, List.of(body, new NewTick("face", "The jaw.", samples(id, 10))));

        assertThat(Objects.requireNonNull(line(id, "body").tick()).evidence()).isEqualTo(samples(id, 2));
        assertThat(Objects.requireNonNull(line(id, "face").tick()).note()).isEqualTo("The jaw.");
    }

    @Test
    void samplesOfAnotherRunProveNothing() {
        VersionId id = inReview();
        people.signIn(jon);
        BlobHash foreign = runs.picture(1, 1);

        assertThatThrownBy(() -> checklist.tick(id, "body", "Looked.", List.of(Evidence.sample(foreign, "step 250"))))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("not samples of run 41");
    }

    @Test
    void onlyPicturesThatTheProductEncodedAreEvidence() {
        VersionId id = inReview();
        people.signIn(jon);
        BlobHash script = blobs.store("<script>".getBytes(StandardCharsets.UTF_8), "text/html", Serving.DOWNLOAD_ONLY)
                .hash();

        refusedIn(
                "evidence",
                () -> checklist.tick(id, "body", "Looked.", List.of(Evidence.picture(script, "a picture"))));
    }

    @Test
    void anItemIsTickedOnce() {
        VersionId id = inReview();
        people.signIn(jon);
        checklist.tick(id, "body", "Looked.", FACT);

        assertThatThrownBy(() -> checklist.tick(id, "body", "Looked again.", FACT))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("was ticked by Jon meanwhile");
    }

    @Test
    void aTickThatIsTakenBackStaysInTheHistoryWithTheReason() {
        VersionId id = inReview();
        people.signIn(jon);
        checklist.tick(id, "body", "Looked.", FACT);
        people.signIn(people.reviewer("Lin"));

        checklist.untick(id, "body", "The arms are too long.");

        ChecklistLine line = line(id, "body");
        assertThat(line.isTicked()).isFalse();
        assertThat(line.takenBack()).singleElement().satisfies(earlier -> {
            assertThat(earlier.tickedBy()).isEqualTo("Jon");
            assertThat(earlier.untickedBy()).isEqualTo("Lin");
            assertThat(earlier.untickReason()).isEqualTo("The arms are too long.");
        });
    }

    @Test
    void takingBackNeedsAReasonAndATick() {
        VersionId id = inReview();
        people.signIn(jon);
        assertThatThrownBy(() -> checklist.untick(id, "body", "Not so.")).isInstanceOf(DomainException.Conflict.class);

        checklist.tick(id, "body", "Looked.", FACT);
        refusedIn("reason", () -> checklist.untick(id, "body", ""));
    }

    @Test
    void underASignatureTheChecklistIsClosed() {
        VersionId id = signedOff();
        people.signIn(jon);

        assertThatThrownBy(() -> checklist.untick(id, "body", "Changed my mind."))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessage("The checklist is closed: this version is signed off. Send it back to open the checklist.");
    }

    @Test
    void aMemberTicksNothing() {
        VersionId id = inReview();
        people.signIn(mara);

        assertThatThrownBy(() -> checklist.tick(id, "body", "Looked.", FACT)).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void anItemThatTheTemplateDoesNotHaveIsNotFound() {
        VersionId id = inReview();
        people.signIn(jon);

        assertThatThrownBy(() -> checklist.tick(id, "hands", "Looked.", FACT))
                .isInstanceOf(DomainException.NotFound.class);
    }

    private List<Evidence> samples(VersionId id, int count) {
        return trainedRuns.samples(details(id).trained().orElseThrow().run()).stream()
                .limit(count)
                .map(sample -> Evidence.sample(sample.picture(), words(sample)))
                .toList();
    }

    private static String words(SamplePicture sample) {
        return sample.prompt() + ", step " + sample.step();
    }

    private ChecklistLine line(VersionId id, String item) {
        return details(id).checklist().stream()
                .filter(line -> line.item().key().equals(item))
                .findFirst()
                .orElseThrow();
    }

    private static void refusedIn(String field, ThrowingCallable tick) {
        assertThatThrownBy(tick)
                .isInstanceOfSatisfying(
                        DomainException.RuleViolation.class,
                        broken -> assertThat(broken.field()).isEqualTo(field));
    }
}
