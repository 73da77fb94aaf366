package io.understudy.versions.review;

import static io.understudy.versions.registry.FinishedRuns.SNAPSHOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.when;

import io.understudy.datasets.consent.ConsentReinstated;
import io.understudy.datasets.consent.ConsentWithdrawn;
import io.understudy.datasets.consent.PhotoConsentService;
import io.understudy.datasets.consent.WithdrawnPhoto;
import io.understudy.platform.core.DomainException;
import io.understudy.storage.BlobHash;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionState;
import io.understudy.versions.VersionsTest;
import io.understudy.versions.registry.FinishedRuns;
import io.understudy.versions.release.VersionDownloadService;
import io.understudy.versions.release.VersionDownloadService.Answer;
import io.understudy.versions.review.decisions.ManifestChange;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A withdrawn photo reaches every version that was trained on it, every signature that rested on it and every download. */
@Tag("rules")
class VersionRecallsTest extends VersionsTest {
    @Autowired
    VersionDownloadService downloads;

    private PhotoConsentService consents;

    @BeforeEach
    void askForConsents() {
        consents = beans.mock(PhotoConsentService.class);
    }

    @Test
    void theLedgerKnowsWhoTookTheFileInWhichState() {
        VersionId id = draft();
        people.signIn(jon);
        downloads.download(id);

        assertThat(downloads.downloads(id, 20)).singleElement().satisfies(download -> {
            assertThat(download.by()).isEqualTo("Jon");
            assertThat(download.state()).isEqualTo(VersionState.DRAFT);
            assertThat(download.takenAt()).isEqualTo(clock.instant());
            assertThat(download.recalledAt()).isNull();
        });
    }

    @Test
    void aWithdrawnPhotoStopsTheDownloadsOfEveryVersionTrainedOnIt() {
        VersionId first = draft();
        VersionId second = signedOff();
        withdraw();

        for (VersionId id : List.of(first, second)) {
            assertThat(downloads.download(id))
                    .isInstanceOfSatisfying(
                            Answer.Withheld.class,
                            withheld -> assertThat(withheld.words())
                                    .contains("is recalled and cannot be downloaded")
                                    .contains("ava-07.png"));
        }
        assertThat(downloads.downloads(first, 20)).isEmpty();
    }

    @Test
    void itMakesTheSignaturesStaleAndSaysWhy() {
        VersionId id = signedOff();
        withdraw();

        assertThat(details(id).signatures()).singleElement().satisfies(signature -> {
            assertThat(signature.stale()).isTrue();
            assertThat(signature.changes())
                    .containsExactly(new ManifestChange(
                            "Consent", "was “no photo withdrawn”, is now “withdrawn for ava-07.png”"));
        });
        assertThat(jdbc.sql("select stale_since from lora_version where id = ?")
                        .param(id.value())
                        .query(Instant.class)
                        .optional())
                .isPresent();
    }

    @Test
    void itStandsInTheWayOfApproval() {
        VersionId id = signedOff();
        withdraw();
        people.signIn(ines);
        ReviewedRevision seen = seen(id);

        assertThatThrownBy(() -> reviews.approve(id, seen, proof()))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageStartingWith("A photo it was trained on may no longer be used: ava-07.png.");
    }

    @Test
    @Tag("twice")
    void everybodyWhoTookAFileIsToldAndAnswersOnce() {
        VersionId id = approved();
        people.signIn(jon);
        downloads.download(id);
        downloads.download(id);
        people.signIn(mara);
        downloads.download(id);
        withdraw();

        people.signIn(jon);
        assertThat(downloads.recalledToMe())
                .singleElement()
                .satisfies(file -> assertThat(file.reason())
                        .isEqualTo("Photos it was trained on may no longer be used: ava-07.png."));
        downloads.stopUsing(id);
        assertThat(downloads.recalledToMe()).isEmpty();
        assertThatThrownBy(() -> downloads.stopUsing(id)).isInstanceOf(DomainException.Conflict.class);
        people.signIn(mara);
        assertThat(downloads.recalledToMe()).hasSize(1);
        people.signIn(ines);
        assertThat(downloads.recalledToMe()).isEmpty();
    }

    @Test
    void revokingTellsThemToo() {
        VersionId id = approved();
        people.signIn(jon);
        downloads.download(id);
        people.signIn(ines);
        reviews.revoke(id, seen(id), "It copies a photo.", proof());

        people.signIn(jon);
        assertThat(downloads.recalledToMe())
                .singleElement()
                .satisfies(file -> assertThat(file.reason()).isEqualTo("It was revoked: It copies a photo."));
    }

    @Test
    void reinstatedPhotosLetTheFileGoAndTheSignaturesHoldAgain() {
        VersionId id = approved();
        people.signIn(jon);
        downloads.download(id);
        withdraw();
        when(consents.withdrawnIn(SNAPSHOT)).thenReturn(List.of());
        transaction.executeWithoutResult(
                status -> events.publishEvent(new ConsentReinstated(List.of("ava-07.png"), Set.of(SNAPSHOT))));

        assertThat(downloads.recalledToMe()).isEmpty();
        assertThat(downloads.download(id)).isInstanceOf(Answer.File.class);
        assertThat(details(id).hasStaleSignatures()).isFalse();
    }

    @Test
    void theProductionAddressLeadsToWhateverIsInProduction() {
        approved();
        VersionId second = approved();
        people.signIn(mara);

        assertThat(downloads.production("ava-lindqvist", "miniature")).isEqualTo(second);
        assertThatThrownBy(() -> downloads.production("ava-lindqvist", "flux1-dev"))
                .isInstanceOf(DomainException.NotFound.class)
                .hasMessage("No version of Ava Lindqvist is in production for FLUX.1 dev.");
        assertThatThrownBy(() -> downloads.production("ava-lindqvist", "flux"))
                .isInstanceOf(DomainException.NotFound.class)
                .hasMessageContaining("flux1-dev, flux2-dev");
    }

    @Test
    void eachTargetModelHasAProductionVersionOfItsOwn() {
        VersionId miniature = approved();
        VersionId flux = runs.finish("fal", mara, mara);
        people.signIn(mara);
        reviews.submit(flux, seen(flux));
        people.signIn(jon);
        tickAll(flux);
        reviews.signOff(flux, seen(flux));
        people.signIn(ines);
        reviews.approve(flux, seen(flux), proof());

        assertThat(versions.productions(FinishedRuns.AVA))
                .extracting(VersionCard::id)
                .containsExactly(flux, miniature);
        assertThat(versions.production(FinishedRuns.AVA)).map(VersionCard::id).contains(flux);
        assertThat(downloads.production("ava-lindqvist", "miniature")).isEqualTo(miniature);
    }

    @Test
    void theProductionAddressHandsNothingOutWhileASignatureIsStale() {
        VersionId id = approved();
        people.signIn(mara);
        assertThatCode(() -> downloads.production("ava-lindqvist", "miniature")).doesNotThrowAnyException();
        jdbc.sql("update checklist_tick set note = 'something else' where version_id = ? and item_key = 'face'")
                .param(id.value())
                .update();

        assertThatThrownBy(() -> downloads.production("ava-lindqvist", "miniature"))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("something changed since Jon and Ines signed");
    }

    private void withdraw() {
        WithdrawnPhoto photo = new WithdrawnPhoto(
                new BlobHash("7".repeat(64)), "ava-07.png", "Mara", clock.instant(), "She asked for it.");
        when(consents.withdrawnIn(SNAPSHOT)).thenReturn(List.of(photo));
        transaction.executeWithoutResult(
                status -> events.publishEvent(new ConsentWithdrawn(List.of(photo), Set.of(SNAPSHOT))));
    }
}
