package io.understudy.versions.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.platform.core.DomainException;
import io.understudy.storage.BlobHash;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionsTest;
import io.understudy.versions.checklist.evidence.Evidence;
import io.understudy.versions.review.ReviewedRevision;
import io.understudy.versions.review.decisions.ManifestChange;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Evidence is copied at the tick; when what it was copied from becomes another, exactly that item is stale. */
@Tag("rules")
class StaleEvidenceTest extends VersionsTest {
    @Autowired
    FakeEvidence wall;

    @Test
    void aTickKeepsTheCopyAndSaysWhatBecameAnother() {
        VersionId id = tickedFromTheWall();
        hang("left", 2);

        assertThat(stale(id)).containsExactly("body");
        ChecklistLine body = line(id, "body");
        assertThat(body.stale()).isEqualTo("since the tick, “left” became another");
        assertThat(Objects.requireNonNull(body.tick()).evidence().getFirst().pictureIfAny())
                .contains(runs.picture(1, 0));
    }

    @Test
    void evidenceThatReadsOtherwiseSaysWhatItWasAndWhatItIs() {
        VersionId id = inReview();
        people.signIn(jon);
        checklist.tick(id, "body", "Looked.", List.of(piece("Flags: 0, at most 0: meets", 1)));
        wall.pieces.clear();
        piece("Flags: 1, at most 0: does not meet", 2);

        assertThat(line(id, "body").stale())
                .isEqualTo("since the tick, “Flags: 0, at most 0: meets” became “Flags: 1, at most 0: does not meet”");
    }

    @Test
    void aCopyWhoseOriginIsGoneHolds() {
        VersionId id = tickedFromTheWall();
        wall.pieces.clear();

        assertThat(stale(id)).isEmpty();
    }

    @Test
    void staleEvidenceMakesSignaturesStaleAndStandsInTheWayOfApproval() {
        VersionId id = tickedFromTheWall();
        reviews.signOff(id, seen(id));
        hang("left", 2);

        assertThat(details(id).signatures()).singleElement().satisfies(signature -> {
            assertThat(signature.stale()).isTrue();
            assertThat(signature.changes())
                    .containsExactly(new ManifestChange(
                            "Body proportions are accurate", "since the tick, “left” became another"));
        });
        people.signIn(ines);
        ReviewedRevision seen = seen(id);
        assertThatThrownBy(() -> reviews.approve(id, seen, proof()))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageStartingWith("“Body proportions are accurate” has to be confirmed: since the tick");
    }

    @Test
    void theItemIsConfirmedAndTheSignatureGivenAgain() {
        VersionId id = tickedFromTheWall();
        reviews.signOff(id, seen(id));
        hang("left", 2);

        checklist.confirm(id, "body");
        reviews.renew(id, seen(id));

        assertThat(stale(id)).isEmpty();
        assertThat(Objects.requireNonNull(line(id, "body").tick())
                        .evidence()
                        .getFirst()
                        .pictureIfAny())
                .contains(runs.picture(2, 0));
        assertThat(line(id, "body").takenBack())
                .singleElement()
                .satisfies(earlier ->
                        assertThat(earlier.untickReason()).isEqualTo("since the tick, “left” became another"));
        assertThat(details(id).hasStaleSignatures()).isFalse();
    }

    @Test
    void whatHasNotChangedNeedsNoConfirmation() {
        VersionId id = tickedFromTheWall();

        assertThatThrownBy(() -> checklist.confirm(id, "body"))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessage("The evidence of \"Body proportions are accurate\" has not changed.");
    }

    @Test
    void aCopyThatIsNotThereAsClaimedIsRefused() {
        VersionId id = inReview();
        people.signIn(jon);
        Evidence seen = hang("left", 1);
        hang("left", 2);

        assertThatThrownBy(() -> checklist.tick(id, "body", "Looked.", List.of(seen)))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("has changed since you looked");
    }

    private VersionId tickedFromTheWall() {
        VersionId id = inReview();
        people.signIn(jon);
        Evidence left = hang("left", 1);
        checklist.tick(id, "body", "Looked.", List.of(left));
        tickAll(id);
        return id;
    }

    private Evidence hang(String place, int seed) {
        BlobHash picture = runs.picture(seed, 0);
        Evidence piece = Evidence.cell(picture, place, new Evidence.Origin("wall", place, picture.hex()));
        wall.pieces.removeIf(other -> other.words().equals(place));
        wall.pieces.add(piece);
        return piece;
    }

    private Evidence piece(String words, int seed) {
        BlobHash picture = runs.picture(seed, 0);
        Evidence piece = Evidence.cell(picture, words, new Evidence.Origin("wall", "flags", picture.hex()));
        wall.pieces.add(piece);
        return piece;
    }

    private List<String> stale(VersionId id) {
        return details(id).checklist().stream()
                .filter(line -> line.stale() != null)
                .map(line -> line.item().key())
                .toList();
    }

    private ChecklistLine line(VersionId id, String item) {
        return details(id).checklist().stream()
                .filter(line -> line.item().key().equals(item))
                .findFirst()
                .orElseThrow();
    }
}
