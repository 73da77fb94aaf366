package io.understudy.datasets.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.understudy.characters.CharacterDraft;
import io.understudy.characters.CharacterId;
import io.understudy.characters.ConsentFile;
import io.understudy.characters.ConsentService;
import io.understudy.characters.LikenessBasis;
import io.understudy.datasets.DatasetTest;
import io.understudy.datasets.Exclusion;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.SnapshotEntry;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.TestDatasets;
import io.understudy.datasets.quality.PictureFilter;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.search.SearchText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

@RecordApplicationEvents
class PhotoConsentServiceTest extends DatasetTest {
    private static final byte[] PDF = "%PDF-1.7 I agree.".getBytes(StandardCharsets.US_ASCII);
    private static final ConsentStatement SHOOT =
            new ConsentStatement(ConsentBasis.WRITTEN_CONSENT, " Shoot in May ", "until 2030", null);

    @Autowired
    private PhotoConsentService ledger;

    @Autowired
    private ConsentService files;

    @Autowired
    private ConsentDocumentDownload download;

    @Autowired
    private ApplicationEvents events;

    @BeforeEach
    void threePhotos() {
        TestDatasets.fill(intake, datasets, ava, 3);
    }

    @Test
    void aNewPhotoIsMissingUntilSomebodyVouchesForIt() {
        assertThat(ledger.counts(ava)).isEqualTo(new LedgerCounts(3, 0, 0));

        ledger.vouch(seen("1.jpg", "2.jpg"), SHOOT);

        assertThat(ledger.counts(ava)).isEqualTo(new LedgerCounts(1, 2, 0));
        assertThat(names(LedgerFilter.MISSING)).containsExactly("3.jpg");
        assertThat(line("2.jpg").given())
                .extracting(
                        LedgerLine.Given::basis,
                        LedgerLine.Given::source,
                        LedgerLine.Given::terms,
                        LedgerLine.Given::vouchedBy)
                .containsExactly(ConsentBasis.WRITTEN_CONSENT, "Shoot in May", "until 2030", "Mara");
    }

    @Test
    void photosAreFoundByFileSourceAndWhoVouched() {
        ledger.vouch(seen("1.jpg"), SHOOT);

        assertThat(found(LedgerFilter.ALL, "2.J")).containsExactly("2.jpg");
        assertThat(found(LedgerFilter.ALL, "shoot may")).containsExactly("1.jpg");
        assertThat(found(LedgerFilter.ALL, "mara")).containsExactly("1.jpg");
        assertThat(found(LedgerFilter.MISSING, "mara")).isEmpty();
        assertThat(found(LedgerFilter.MISSING, "")).containsExactly("2.jpg", "3.jpg");
    }

    private List<String> found(LedgerFilter filter, String text) {
        return ledger.page(ava, filter, new SearchText(text), 0, 10).lines().stream()
                .map(LedgerLine::fileName)
                .toList();
    }

    @Test
    void everyEntryIsAnActWithWhatStoodThereBefore() {
        ledger.vouch(seen("1.jpg"), SHOOT);
        ledger.vouch(seen("1.jpg"), new ConsentStatement(ConsentBasis.LICENCE, "Archive", "CC BY 4.0", null));

        assertThat(acts("consent.recorded")).hasSize(2).last().satisfies(event -> {
            assertThat(event.before()).containsEntry("source", "Shoot in May");
            assertThat(event.after()).containsEntry("basis", "Licence").containsEntry("terms", "CC BY 4.0");
        });
    }

    @Test
    void aLicenceWithoutItsNameIsRefused() {
        assertThatThrownBy(() ->
                        ledger.vouch(seen("1.jpg"), new ConsentStatement(ConsentBasis.LICENCE, "Archive", " ", null)))
                .asInstanceOf(type(DomainException.RuleViolation.class))
                .returns("terms", DomainException.RuleViolation::field);
        assertThat(ledger.counts(ava).given()).isZero();
    }

    @Test
    void whoWritesOverWhatSomebodyElseRecordedMeanwhileIsToldSo() {
        List<PhotoRevision> seenByMara = seen("1.jpg", "2.jpg");
        people.signIn(people.member("Jon"));
        ledger.vouch(seen("2.jpg"), SHOOT);
        people.signIn(mara);

        assertThatThrownBy(() ->
                        ledger.vouch(seenByMara, new ConsentStatement(ConsentBasis.OWN_PHOTO, "My camera", "", null)))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("2.jpg was changed by Jon");
        assertThat(line("1.jpg").state()).isEqualTo(ConsentState.MISSING);
    }

    @Test
    @Tag("twice")
    void theDocumentComesBackAsAnAttachmentAndTheTrailKeepsWhoTookIt() throws IOException {
        ConsentFile release = files.receive(new ByteArrayInputStream(PDF), "release.pdf");
        ledger.vouch(seen("1.jpg"), new ConsentStatement(ConsentBasis.WRITTEN_CONSENT, "Shoot", "", release));

        ResponseEntity<InputStreamResource> answer =
                download.document(line("1.jpg").photo().hex());

        InputStreamResource body = Objects.requireNonNull(answer.getBody());
        try (var bytes = body.getInputStream()) {
            assertThat(bytes.readAllBytes()).isEqualTo(PDF);
        }
        assertThat(answer.getHeaders().getContentDisposition().isAttachment()).isTrue();
        assertThat(acts("consent-document.downloaded")).hasSize(1);
        String undocumented = line("2.jpg").photo().hex();
        assertThatThrownBy(() -> download.document(undocumented)).isInstanceOf(DomainException.NotFound.class);
        assertThatThrownBy(() -> download.document("../../secret")).isInstanceOf(DomainException.NotFound.class);
    }

    @Test
    void aWithdrawnPhotoIsLeftOutAndNoNewSnapshotHoldsIt() {
        ledger.withdraw(seen("2.jpg"), "The model changed her mind.");

        PictureSummary picture = picture("2.jpg");
        assertThat(picture.exclusion()).isEqualTo(Exclusion.WITHDRAWN);
        assertThatThrownBy(() -> datasets.include(picture.id())).isInstanceOf(DomainException.RuleViolation.class);
        assertThat(datasets.entries(datasets.freeze(ava, true).id()))
                .extracting(SnapshotEntry::fileName)
                .containsExactly("1.jpg", "3.jpg");
    }

    @Test
    void everySnapshotThatHoldsItIsMarkedWithWhoAndWhy() {
        SnapshotId withAll = datasets.freeze(ava, true).id();
        datasets.exclude(picture("2.jpg").id());
        SnapshotId without = datasets.freeze(ava, true).id();

        ledger.withdraw(seen("2.jpg"), "The model changed her mind.");

        assertThat(ledger.withdrawnIn(List.of(withAll, without))).containsOnlyKeys(withAll);
        assertThat(ledger.withdrawnIn(withAll)).singleElement().satisfies(photo -> {
            assertThat(photo.fileName()).isEqualTo("2.jpg");
            assertThat(photo.by()).isEqualTo("Mara");
            assertThat(photo.reason()).isEqualTo("The model changed her mind.");
        });
        assertThat(events.stream(ConsentWithdrawn.class))
                .singleElement()
                .satisfies(event -> assertThat(event.snapshots()).containsExactly(withAll));
        assertThat(acts("snapshot.consent-withdrawn")).hasSize(1);
    }

    @Test
    void aPhotoThatLeftTheSetCanStillBeWithdrawnFromItsSnapshots() {
        SnapshotId frozen = datasets.freeze(ava, true).id();
        datasets.remove(List.of(picture("2.jpg").id()));

        LedgerLine line = line("2.jpg");
        assertThat(line.inSet()).isFalse();
        ledger.withdraw(List.of(line.revision()), "Taken without asking.");

        assertThat(ledger.withdrawnIn(frozen)).hasSize(1);
    }

    @Test
    void theSameFileInAnotherSetIsTheSamePhoto() {
        CharacterId nova = characters
                .create(CharacterDraft.of("Nova", "woman", "sks woman", ""), LikenessBasis.SYNTHETIC)
                .id();
        TestDatasets.take(intake, nova, "again.jpg", TestDatasets.photo(2));
        SnapshotId ofNova = datasets.freeze(nova, true).id();

        assertThat(ledger.reach(seen("2.jpg")).pictures()).isEqualTo(2);
        ledger.withdraw(seen("2.jpg"), "No.");

        assertThat(ledger.withdrawnIn(ofNova)).hasSize(1);
        assertThat(datasets.includedPictures(nova)).isZero();
    }

    @Test
    void uploadingAWithdrawnPhotoAgainDoesNotBringItBack() {
        List<PhotoRevision> two = seen("2.jpg");
        datasets.remove(List.of(picture("2.jpg").id()));
        ledger.withdraw(two, "No.");

        TestDatasets.take(intake, ava, "renamed.jpg", TestDatasets.photo(2));

        assertThat(picture("renamed.jpg").exclusion()).isEqualTo(Exclusion.WITHDRAWN);
    }

    @Test
    void onlyAnAdminReinstatesAndThePictureWaitsToBeIncluded() {
        SnapshotId frozen = datasets.freeze(ava, true).id();
        ledger.withdraw(seen("2.jpg"), "Wrong file.");
        assertThatThrownBy(() -> ledger.reinstate(seen("2.jpg"), "It was 3.jpg."))
                .isInstanceOf(AccessDeniedException.class);

        people.signIn(people.admin("Ines"));
        ledger.reinstate(seen("2.jpg"), "It was 3.jpg.");

        assertThat(line("2.jpg").state()).isEqualTo(ConsentState.MISSING);
        assertThat(ledger.withdrawnIn(frozen)).isEmpty();
        assertThat(picture("2.jpg").exclusion()).isEqualTo(Exclusion.BY_HAND);
        datasets.include(picture("2.jpg").id());
    }

    @Test
    void nothingIsRecordedForAWithdrawnPhoto() {
        ledger.withdraw(seen("1.jpg"), "No.");

        assertThatThrownBy(() -> ledger.vouch(seen("1.jpg"), SHOOT))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("withdrawn by Mara");
    }

    @Test
    void aWithdrawalNeedsAReason() {
        assertThatThrownBy(() -> ledger.withdraw(seen("1.jpg"), "  "))
                .asInstanceOf(type(DomainException.RuleViolation.class))
                .returns("reason", DomainException.RuleViolation::field);
        assertThat(events.stream(ConsentWithdrawn.class)).isEmpty();
    }

    private List<AuditEvent> acts(String verb) {
        return events.stream(AuditEvent.class)
                .filter(event -> event.verb().equals(verb))
                .toList();
    }

    private List<String> names(LedgerFilter filter) {
        return ledger.page(ava, filter, 0, 50).lines().stream()
                .map(LedgerLine::fileName)
                .toList();
    }

    private LedgerLine line(String fileName) {
        return ledger.page(ava, LedgerFilter.ALL, 0, 50).lines().stream()
                .filter(line -> line.fileName().equals(fileName))
                .findFirst()
                .orElseThrow();
    }

    private List<PhotoRevision> seen(String... fileNames) {
        return List.of(fileNames).stream().map(name -> line(name).revision()).toList();
    }

    private PictureSummary picture(String fileName) {
        return datasets.pictures(ava, PictureFilter.ALL, 0, 50).pictures().stream()
                .filter(picture -> picture.fileName().equals(fileName))
                .findFirst()
                .orElseThrow();
    }
}
